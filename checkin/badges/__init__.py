"""Badges: what is on them, how they are drawn, and where they are printed.

`template` says where things are, `badge` what is drawn, `render` makes the PDF, `printers` takes it to paper.
The modules that import ReportLab, HarfBuzz or PDFium do so late: `render` and `preview` are the doors to them.
"""
