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
    /// What the files are called, and their extension; nothing for any file.
    pub filter: Option<(String, String)>,
    /// Several files may be chosen.
    pub several: bool,
}

/// Shows dialogs of the system.
pub trait Dialogs {
    /// Shows a dialog; the receiver gets the files chosen: none when none was or
    /// the dialog could not be shown. `wake` is called when it has.
    fn show(
        &mut self,
        request: DialogRequest,
        wake: Box<dyn Fn() + Send>,
    ) -> Receiver<Vec<PathBuf>>;
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
    ) -> Receiver<Vec<PathBuf>> {
        let (sender, receiver) = channel();
        let mut dialog = rfd::AsyncFileDialog::new().set_title(&request.title);
        if let Some((words, extension)) = &request.filter {
            dialog = dialog.add_filter(words, &[extension]);
        }
        if let Some(folder) = &request.folder {
            dialog = dialog.set_directory(folder);
        }
        // The future is made here, on the main thread, as macOS wants it.
        type One = std::pin::Pin<Box<dyn Future<Output = Option<rfd::FileHandle>> + Send>>;
        type Many = std::pin::Pin<Box<dyn Future<Output = Option<Vec<rfd::FileHandle>>> + Send>>;
        let (one, many): (Option<One>, Option<Many>) = match &request.save_as {
            Some(name) => (Some(Box::pin(dialog.set_file_name(name).save_file())), None),
            None if request.several => (None, Some(Box::pin(dialog.pick_files()))),
            None => (Some(Box::pin(dialog.pick_file())), None),
        };
        let thread = std::thread::Builder::new().name("file dialog".to_owned()).spawn(move || {
            let chosen = pollster::block_on(async {
                let one = match one {
                    Some(one) => one.await,
                    None => None,
                };
                let many = match many {
                    Some(many) => many.await.unwrap_or_default(),
                    None => Vec::new(),
                };
                let files = one.into_iter().chain(many);
                files.map(|file| file.path().to_owned()).collect::<Vec<_>>()
            });
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
    ) -> Receiver<Vec<PathBuf>> {
        let (sender, receiver) = channel();
        sender.send(Vec::new()).ok();
        wake();
        receiver
    }
}
