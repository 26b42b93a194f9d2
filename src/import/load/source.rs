//! The bytes of a file on their way to a reader: counted, hashed, and stopped
//! when that is asked for.

use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;

use sha2::{Digest, Sha256};

use super::{HEAD, LoadError, MOST_AT_ONCE, Watch};

/// A file that is read once, from its start.
pub(super) struct Source<'a> {
    file: &'a mut dyn Read,
    watch: &'a mut Watch<'a>,
    buffer: Vec<u8>,
    at: usize,
    read: u64,
    hash: Sha256,
    failure: Option<LoadError>,
}

impl<'a> Source<'a> {
    pub(super) fn new(file: &'a mut dyn Read, watch: &'a mut Watch<'a>) -> Self {
        Self {
            file,
            watch,
            buffer: Vec::with_capacity(HEAD),
            at: 0,
            read: 0,
            hash: Sha256::new(),
            failure: None,
        }
    }

    /// Why the file could not be read further, where it could not.
    pub(super) fn failure(&self) -> Option<LoadError> {
        self.failure.clone()
    }

    /// Reads what is left and gives the SHA-256 of the whole file.
    pub(super) fn finish(mut self) -> Result<String, LoadError> {
        loop {
            let left = match self.fill_buf() {
                Ok(left) => left.len(),
                Err(error) => return Err(self.failure.unwrap_or_else(|| unreadable(&error))),
            };
            if left == 0 {
                break;
            }
            self.consume(left);
        }
        Ok(self.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// The whole file as text, for formats that cannot be read piece by piece.
    ///
    /// # Errors
    ///
    /// When it is longer than [`MOST_AT_ONCE`] or is no text in UTF-8.
    pub(super) fn text(&mut self) -> Result<String, LoadError> {
        let mut bytes = Vec::new();
        let outcome = self.take(MOST_AT_ONCE + 1).read_to_end(&mut bytes);
        outcome.map_err(|error| self.failure().unwrap_or_else(|| unreadable(&error)))?;
        if bytes.len() as u64 > MOST_AT_ONCE {
            return Err(LoadError::new(
                format!("the file is longer than {} MiB", MOST_AT_ONCE / (1024 * 1024)),
                "A summary in this format is never that long: this is another file, or many joined.",
            ));
        }
        let bytes =
            bytes.strip_prefix(b"\xEF\xBB\xBF").map_or_else(|| bytes.clone(), <[u8]>::to_vec);
        String::from_utf8(bytes).map_err(|error| {
            let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count() as u64;
            LoadError::at(line, "the text is not in UTF-8", "Save the tool's output as UTF-8.")
        })
    }
}

fn unreadable(error: &io::Error) -> LoadError {
    LoadError::new(
        format!("the file cannot be read: {error}"),
        "See whether it is still there and may be read.",
    )
}

impl BufRead for Source<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.buffer.len() && self.failure.is_none() {
            if let ControlFlow::Break(()) = (self.watch)(self.read) {
                self.failure = Some(LoadError::cancelled());
            } else {
                self.buffer.clear();
                self.at = 0;
                let outcome = (&mut *self.file).take(HEAD as u64).read_to_end(&mut self.buffer);
                match outcome {
                    Ok(length) => {
                        self.read += length as u64;
                        self.hash.update(&self.buffer);
                    }
                    Err(error) => self.failure = Some(unreadable(&error)),
                }
            }
        }
        match &self.failure {
            Some(error) => Err(io::Error::other(error.clone())),
            None => Ok(&self.buffer[self.at..]),
        }
    }

    fn consume(&mut self, amount: usize) {
        self.at = (self.at + amount).min(self.buffer.len());
    }
}

impl Read for Source<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        read_through(self, into)
    }
}

/// Reads what is in the buffer, for readers that have one anyway.
pub(super) fn read_through(from: &mut impl BufRead, into: &mut [u8]) -> io::Result<usize> {
    let buffered = from.fill_buf()?;
    let length = buffered.len().min(into.len());
    into[..length].copy_from_slice(&buffered[..length]);
    from.consume(length);
    Ok(length)
}
