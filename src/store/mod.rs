//! A workbook on disk.
