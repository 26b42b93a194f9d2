//! Numbers from a workbook.
