//! The text of a workbook: the same workbook gives the same bytes, and the
//! text gives the same workbook.

use proptest::prelude::*;
use weighbridge::store::{parse, to_text};
use weighbridge::workbook::{Workbook, faults};

use crate::random_workbook::any_workbook;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn reading_gives_back_what_was_written(workbook in any_workbook()) {
        prop_assert_eq!(faults(&workbook), vec![]);
        let text = to_text(&workbook).unwrap();
        let read = parse(&text);
        let read = match read {
            Ok(read) => read,
            Err(error) => return Err(TestCaseError::fail(format!("{error}\n{text}"))),
        };
        prop_assert_eq!(&read, &workbook);
        prop_assert_eq!(to_text(&read).unwrap(), text);
    }
}

#[test]
fn an_empty_workbook_is_a_few_lines() {
    let text = to_text(&Workbook::default()).unwrap();
    assert_eq!(
        text,
        "#![enable(implicit_some)]\n\
         Workbook(\n  format: 2,\n  frame: Frame(\n    title: \"\",\n    question: \"\",\n    \
         close_call: 0.0,\n  ),\n)\n"
    );
    assert_eq!(parse(&text).unwrap(), Workbook::default());
}
