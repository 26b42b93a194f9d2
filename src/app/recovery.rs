//! Keeps the recovery journal: a thread of its own writes unsaved work down as
//! it changes, so that a crash or a kill loses nothing and no frame waits.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::store::{Journal, Stamp, StateDir};
use crate::workbook::Workbook;

/// What the thread is told.
enum Message {
    /// This is not saved.
    Record(Arc<Workbook>, Option<Stamp>),
    /// Everything is saved, or given up.
    Clear,
    /// The document now lies there.
    Path(PathBuf),
    /// The program breaks: what is written down stays.
    Leave,
}

/// Writes one document's unsaved work down.
#[derive(Debug)]
pub struct Recovery {
    sender: Option<Sender<Message>>,
    thread: Option<JoinHandle<()>>,
    /// Other processes that have the file open.
    pub open_elsewhere: usize,
}

impl Recovery {
    /// Begins for a document; without a journal where none can be kept, which
    /// is told in the log.
    pub fn begin(state: &StateDir, path: Option<&Path>) -> Self {
        let none = Self { sender: None, thread: None, open_elsewhere: 0 };
        let journal = match Journal::begin(state, path) {
            Ok(journal) => journal,
            Err(error) => {
                log::warn!("unsaved work will not be kept: {error}");
                return none;
            }
        };
        let open_elsewhere = path.map_or(0, |path| journal.open_elsewhere(state, path).len());
        let (sender, receiver) = channel();
        match std::thread::Builder::new()
            .name("recovery".to_owned())
            .spawn(move || keep(journal, &receiver))
        {
            Ok(thread) => Self { sender: Some(sender), thread: Some(thread), open_elsewhere },
            Err(error) => {
                log::warn!("unsaved work will not be kept: {error}");
                none
            }
        }
    }

    fn tell(&self, message: Message) {
        if let Some(sender) = &self.sender
            && sender.send(message).is_err()
        {
            log::warn!("the recovery thread has ended");
        }
    }

    /// Notes unsaved work.
    pub fn record(&self, workbook: &Arc<Workbook>, stamp: Option<&Stamp>) {
        self.tell(Message::Record(Arc::clone(workbook), stamp.cloned()));
    }

    /// Notes that there is none.
    pub fn clear(&self) {
        self.tell(Message::Clear);
    }

    /// Notes where the document lies.
    pub fn set_path(&self, path: &Path) {
        self.tell(Message::Path(path.to_owned()));
    }
}

impl Drop for Recovery {
    /// Closing a document in order ends its journal; by then unsaved work was
    /// saved or given up. Where the program breaks, the journal stays.
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.tell(Message::Leave);
        }
        self.sender = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            log::warn!("the recovery thread has failed");
        }
    }
}

fn keep(mut journal: Journal, receiver: &Receiver<Message>) {
    let mut leave = false;
    while let Ok(first) = receiver.recv() {
        // Only the latest of several states matters.
        let mut latest = None;
        let mut waiting = Some(first);
        while let Some(message) = waiting {
            match message {
                Message::Path(path) => log_error(journal.set_path(Some(&path))),
                Message::Leave => leave = true,
                other => latest = Some(other),
            }
            waiting = receiver.try_recv().ok();
        }
        match latest {
            Some(Message::Record(workbook, stamp)) => {
                let now =
                    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
                log_error(journal.record(&workbook, stamp.as_ref(), now));
            }
            Some(Message::Clear) => log_error(journal.clear()),
            Some(Message::Path(_) | Message::Leave) | None => {}
        }
    }
    if !leave {
        log_error(journal.close());
    }
}

fn log_error(result: Result<(), crate::store::JournalError>) {
    if let Err(error) = result {
        log::warn!("recovery journal: {error}");
    }
}
