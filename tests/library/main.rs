//! The library through its public doors.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod analysis_again;
mod analysis_frame;
mod analysis_gates;
mod analysis_laws;
mod analysis_matrix;
mod analysis_questionnaire;
mod analysis_ranking;
mod analysis_reference;
mod analysis_stability;
mod analysis_values;
mod analysis_verdict;
mod analysis_weights;
mod arrange;
mod build;
mod figure;
mod flagship;
mod import_table;
mod looks;
mod methods_weights;
mod random_bench;
mod random_workbook;
mod ranking_methods;
mod record_folder;
mod record_formats;
mod record_markdown;
mod record_sample;
mod rescale;
mod rooms;
mod search;
mod shaping;
mod store_broken;
mod store_files;
mod store_merge;
mod store_text;
mod templates;
