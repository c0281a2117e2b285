//! Numbers that outgrow memory: fixed-size tuples in sorted runs or in order of arrival, in nameless temporary
//! files. The files hold keyed hashes and record numbers only, and vanish with the process, however it ends.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use crate::Error;

/// Where temporary files lie and how much memory one collection may take.
#[derive(Debug, Clone)]
pub(crate) struct Space {
    folder: PathBuf,
    bytes: usize,
}

impl Space {
    pub(crate) fn new(folder: &Path, bytes: usize) -> Space {
        Space { folder: folder.to_owned(), bytes: bytes.max(1 << 12) }
    }

    /// The same folder with a share of the memory: one part of `parts`.
    pub(crate) fn share(&self, parts: usize) -> Space {
        Space::new(&self.folder, self.bytes / parts)
    }

    fn file(&self) -> Result<File, Error> {
        // Without a name from the start: no exit path, not even a killing, leaves it behind.
        tempfile::tempfile_in(&self.folder).map_err(Error::Temp)
    }
}

/// A run of tuples in a file.
#[derive(Debug, Clone, Copy)]
struct Run {
    offset: u64,
    tuples: u64,
}

/// Collects tuples and gives them back in ascending order.
#[derive(Debug)]
pub(crate) struct Sorter<const N: usize> {
    space: Space,
    limit: usize,
    buffer: Vec<[u64; N]>,
    file: Option<File>,
    written: u64,
    runs: Vec<Run>,
}

impl<const N: usize> Sorter<N> {
    pub(crate) fn new(space: &Space) -> Sorter<N> {
        let limit = (space.bytes / (N * 8)).max(64);
        Sorter { space: space.clone(), limit, buffer: Vec::new(), file: None, written: 0, runs: Vec::new() }
    }

    pub(crate) fn push(&mut self, tuple: [u64; N]) -> Result<(), Error> {
        if self.buffer.len() >= self.limit {
            self.spill()?;
        }
        self.buffer.push(tuple);
        Ok(())
    }

    fn spill(&mut self) -> Result<(), Error> {
        self.buffer.sort_unstable();
        if self.file.is_none() {
            self.file = Some(self.space.file()?);
        }
        if let Some(file) = &self.file {
            write_tuples(file, &self.buffer)?;
        }
        let tuples = self.buffer.len() as u64;
        self.runs.push(Run { offset: self.written, tuples });
        self.written += tuples * (N as u64) * 8;
        self.buffer.clear();
        Ok(())
    }

    /// Ends the collecting.
    pub(crate) fn sorted(mut self) -> Result<Sorted<N>, Error> {
        if !self.runs.is_empty() && !self.buffer.is_empty() {
            self.spill()?;
            self.buffer = Vec::new();
        }
        self.buffer.sort_unstable();
        Ok(Sorted { memory: self.buffer, file: self.file, runs: self.runs, bytes: self.space.bytes })
    }
}

fn write_tuples<const N: usize>(file: &File, tuples: &[[u64; N]]) -> Result<(), Error> {
    let mut out = BufWriter::with_capacity(1 << 17, file);
    for tuple in tuples {
        for word in tuple {
            out.write_all(&word.to_le_bytes()).map_err(Error::Temp)?;
        }
    }
    out.flush().map_err(Error::Temp)
}

/// Tuples in ascending order; can be read more than once.
#[derive(Debug)]
pub(crate) struct Sorted<const N: usize> {
    memory: Vec<[u64; N]>,
    file: Option<File>,
    runs: Vec<Run>,
    bytes: usize,
}

impl<const N: usize> Sorted<N> {
    pub(crate) fn iter(&self) -> Result<Merge<'_, N>, Error> {
        let Some(file) = &self.file else {
            return Ok(Merge::Memory(self.memory.iter()));
        };
        let each = (self.bytes / self.runs.len().max(1)).clamp(1 << 12, 1 << 18);
        let mut cursors = Vec::with_capacity(self.runs.len());
        let mut heap = BinaryHeap::with_capacity(self.runs.len());
        for (index, run) in self.runs.iter().enumerate() {
            let mut cursor = Cursor::new(file, *run, each);
            if let Some(tuple) = cursor.next_tuple()? {
                heap.push(Reverse((tuple, index)));
            }
            cursors.push(cursor);
        }
        Ok(Merge::Runs { cursors, heap })
    }
}

/// Reads one run piece by piece.
#[derive(Debug)]
pub(crate) struct Cursor<'a, const N: usize> {
    file: &'a File,
    run: Run,
    buffer: Vec<u8>,
    at: usize,
    size: usize,
}

impl<'a, const N: usize> Cursor<'a, N> {
    fn new(file: &'a File, run: Run, size: usize) -> Cursor<'a, N> {
        let whole = N * 8;
        Cursor { file, run, buffer: Vec::new(), at: 0, size: (size / whole).max(1) * whole }
    }

    fn next_tuple(&mut self) -> Result<Option<[u64; N]>, Error> {
        if self.at >= self.buffer.len() {
            if self.run.tuples == 0 {
                return Ok(None);
            }
            let tuples = (self.size / (N * 8)).min(usize::try_from(self.run.tuples).unwrap_or(usize::MAX));
            self.buffer.resize(tuples * N * 8, 0);
            self.file.read_exact_at(&mut self.buffer, self.run.offset).map_err(Error::Temp)?;
            self.run.offset += self.buffer.len() as u64;
            self.run.tuples -= tuples as u64;
            self.at = 0;
        }
        let mut tuple = [0; N];
        for word in &mut tuple {
            let mut bytes = [0; 8];
            bytes.copy_from_slice(&self.buffer[self.at..self.at + 8]);
            *word = u64::from_le_bytes(bytes);
            self.at += 8;
        }
        Ok(Some(tuple))
    }
}

/// The merging of runs.
#[derive(Debug)]
pub(crate) enum Merge<'a, const N: usize> {
    Memory(std::slice::Iter<'a, [u64; N]>),
    Runs { cursors: Vec<Cursor<'a, N>>, heap: BinaryHeap<Reverse<([u64; N], usize)>> },
}

impl<const N: usize> Merge<'_, N> {
    pub(crate) fn next(&mut self) -> Result<Option<[u64; N]>, Error> {
        match self {
            Merge::Memory(tuples) => Ok(tuples.next().copied()),
            Merge::Runs { cursors, heap } => {
                let Some(mut top) = heap.peek_mut() else { return Ok(None) };
                let Reverse((tuple, index)) = *top;
                match cursors[index].next_tuple()? {
                    Some(following) => *top = Reverse((following, index)),
                    None => {
                        std::collections::binary_heap::PeekMut::pop(top);
                    }
                }
                Ok(Some(tuple))
            }
        }
    }
}

/// Tuples in the order in which they came.
#[derive(Debug)]
pub(crate) struct Log<const N: usize> {
    space: Space,
    limit: usize,
    buffer: Vec<[u64; N]>,
    file: Option<File>,
    spilled: u64,
}

impl<const N: usize> Log<N> {
    pub(crate) fn new(space: &Space) -> Log<N> {
        let limit = (space.bytes / (N * 8)).max(64);
        Log { space: space.clone(), limit, buffer: Vec::new(), file: None, spilled: 0 }
    }

    /// Everything in it; it is empty afterwards.
    pub(crate) fn take(&mut self) -> Log<N> {
        let fresh =
            Log { space: self.space.clone(), limit: self.limit, buffer: Vec::new(), file: None, spilled: 0 };
        std::mem::replace(self, fresh)
    }

    pub(crate) fn len(&self) -> u64 {
        self.spilled + self.buffer.len() as u64
    }

    pub(crate) fn push(&mut self, tuple: [u64; N]) -> Result<(), Error> {
        if self.buffer.len() >= self.limit {
            if self.file.is_none() {
                self.file = Some(self.space.file()?);
            }
            if let Some(file) = &self.file {
                write_tuples(file, &self.buffer)?;
            }
            self.spilled += self.buffer.len() as u64;
            self.buffer.clear();
        }
        self.buffer.push(tuple);
        Ok(())
    }

    pub(crate) fn iter(&self) -> LogReader<'_, N> {
        let run = Run { offset: 0, tuples: self.spilled };
        LogReader {
            cursor: self.file.as_ref().map(|file| Cursor::new(file, run, 1 << 16)),
            rest: self.buffer.iter(),
        }
    }
}

/// Reads a log from its beginning.
#[derive(Debug)]
pub(crate) struct LogReader<'a, const N: usize> {
    cursor: Option<Cursor<'a, N>>,
    rest: std::slice::Iter<'a, [u64; N]>,
}

impl<const N: usize> LogReader<'_, N> {
    pub(crate) fn next(&mut self) -> Result<Option<[u64; N]>, Error> {
        if let Some(cursor) = &mut self.cursor {
            if let Some(tuple) = cursor.next_tuple()? {
                return Ok(Some(tuple));
            }
            self.cursor = None;
        }
        Ok(self.rest.next().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn what_is_sorted_through_files_equals_what_is_sorted_in_memory(
            mut tuples in prop::collection::vec(prop::array::uniform2(0u64..500), 0..2000)
        ) {
            let folder = tempfile::tempdir().unwrap();
            let mut sorter = Sorter::<2>::new(&Space::new(folder.path(), 1));
            let mut log = Log::<2>::new(&Space::new(folder.path(), 1));
            sorter.limit = 64;
            log.limit = 64;
            for tuple in &tuples {
                sorter.push(*tuple).unwrap();
                log.push(*tuple).unwrap();
            }
            let (mut reader, mut arrived) = (log.iter(), Vec::new());
            while let Some(tuple) = reader.next().unwrap() { arrived.push(tuple); }
            prop_assert_eq!(&arrived, &tuples);
            let sorted = sorter.sorted().unwrap();
            tuples.sort();
            for _ in 0..2 {
                let (mut merge, mut out) = (sorted.iter().unwrap(), Vec::new());
                while let Some(tuple) = merge.next().unwrap() { out.push(tuple); }
                prop_assert_eq!(&out, &tuples);
            }
            prop_assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "no file has a name");
        }
    }
}
