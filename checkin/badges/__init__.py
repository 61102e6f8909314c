"""Badges: what is on them, how they are drawn, and where they are printed.

`template` says where things are, `badge` what is drawn, `render` makes the PDF, `printers` takes it to paper.
`render` and `preview` are the doors to ReportLab, HarfBuzz and PDFium, which load slowly, and open them late.
"""
