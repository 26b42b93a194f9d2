//! Asking for files. The system's own dialog is asked on a thread of its own,
//! and a field for the path stands beside it all the time: a portal that does
//! not answer must not keep anybody from their file.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};

/// What kind of dialog is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DialogRequest {
    /// Its title.
    pub title: String,
    /// Folder to begin in.
    pub folder: Option<PathBuf>,
    /// Name to offer; nothing when a file is to be opened.
    pub save_as: Option<String>,
    /// What the files are called, and their extension.
    pub filter: (String, String),
}

/// Shows dialogs of the system.
pub trait Dialogs {
    /// Shows a dialog; the receiver gets the file chosen, or nothing when none
    /// was or the dialog could not be shown. `wake` is called when it has.
    fn show(
        &mut self,
        request: DialogRequest,
        wake: Box<dyn Fn() + Send>,
    ) -> Receiver<Option<PathBuf>>;
}

/// The dialogs of the system, through rfd.
#[derive(Debug, Default)]
pub struct NativeDialogs;

impl Dialogs for NativeDialogs {
    #[expect(clippy::disallowed_types, reason = "the one place that asks the system")]
    fn show(
        &mut self,
        request: DialogRequest,
        wake: Box<dyn Fn() + Send>,
    ) -> Receiver<Option<PathBuf>> {
        let (sender, receiver) = channel();
        let (words, extension) = &request.filter;
        let mut dialog =
            rfd::AsyncFileDialog::new().set_title(&request.title).add_filter(words, &[extension]);
        if let Some(folder) = &request.folder {
            dialog = dialog.set_directory(folder);
        }
        // The future is made here, on the main thread, as macOS wants it.
        type Answer = std::pin::Pin<Box<dyn Future<Output = Option<rfd::FileHandle>> + Send>>;
        let answer: Answer = match &request.save_as {
            Some(name) => Box::pin(dialog.set_file_name(name).save_file()),
            None => Box::pin(dialog.pick_file()),
        };
        let thread = std::thread::Builder::new().name("file dialog".to_owned()).spawn(move || {
            let chosen = pollster::block_on(answer).map(|file| file.path().to_owned());
            // Nobody waits any more when the prompt was closed meanwhile.
            sender.send(chosen).ok();
            wake();
        });
        if let Err(error) = thread {
            log::warn!("no thread for the file dialog: {error}");
        }
        receiver
    }
}

/// No dialogs of the system: paths are typed.
#[derive(Debug, Default)]
pub struct TypedDialogs;

impl Dialogs for TypedDialogs {
    fn show(
        &mut self,
        _request: DialogRequest,
        wake: Box<dyn Fn() + Send>,
    ) -> Receiver<Option<PathBuf>> {
        let (sender, receiver) = channel();
        sender.send(None).ok();
        wake();
        receiver
    }
}
