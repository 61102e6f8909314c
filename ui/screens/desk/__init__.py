"""The check-in screen: scan, big answer, recent scans."""
