//! Numbers that outgrow memory: fixed-size tuples in sorted runs or in order of arrival, in nameless temporary
//! files. The files hold keyed hashes and record numbers only, and vanish with the process, however it ends.

use std::borrow::Borrow;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::Write;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::Error;
use crate::scatter::{self, PARTS};

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
    /// The tuples in each part of each run, where the first word is a hash: such runs are laid out in parts and
    /// sorted when they are read, part by part.
    parts: Option<Vec<Vec<u32>>>,
}

impl<const N: usize> Sorter<N> {
    pub(crate) fn new(space: &Space) -> Sorter<N> {
        let limit = (space.bytes / (N * 8)).max(64);
        let (buffer, runs) = (Vec::new(), Vec::new());
        Sorter { space: space.clone(), limit, buffer, file: None, written: 0, runs, parts: None }
    }

    /// For tuples whose first word is a hash.
    pub(crate) fn of_hashes(space: &Space) -> Sorter<N> {
        Sorter { parts: Some(Vec::new()), ..Sorter::new(space) }
    }

    pub(crate) fn push(&mut self, tuple: [u64; N]) -> Result<(), Error> {
        if self.buffer.len() >= self.limit {
            self.spill()?;
        }
        self.buffer.push(tuple);
        Ok(())
    }

    fn spill(&mut self) -> Result<(), Error> {
        match &mut self.parts {
            Some(parts) => parts.push(scatter::into_parts(&mut self.buffer)),
            None => self.buffer.sort_unstable(),
        }
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
        match &self.parts {
            Some(_) => scatter::sort(&mut self.buffer),
            None => self.buffer.sort_unstable(),
        }
        let (runs, parts) = (self.runs, self.parts);
        Ok(Sorted { memory: self.buffer, file: self.file, runs, parts, space: self.space })
    }
}

fn write_tuples<const N: usize>(file: &File, tuples: &[[u64; N]]) -> Result<(), Error> {
    let mut out = file;
    let mut bytes = Vec::with_capacity(WRITE_TUPLES * N * 8);
    for some in tuples.chunks(WRITE_TUPLES) {
        bytes.clear();
        some.iter().flatten().for_each(|word| bytes.extend_from_slice(&word.to_le_bytes()));
        out.write_all(&bytes).map_err(Error::Temp)?;
    }
    Ok(())
}

/// How many tuples are written at a time.
const WRITE_TUPLES: usize = 1 << 12;

/// Tuples in ascending order; can be read more than once.
#[derive(Debug)]
pub(crate) struct Sorted<const N: usize> {
    memory: Vec<[u64; N]>,
    file: Option<File>,
    runs: Vec<Run>,
    parts: Option<Vec<Vec<u32>>>,
    space: Space,
}

impl<const N: usize> Sorted<N> {
    pub(crate) fn iter(&self) -> Result<Merge<'_, N>, Error> {
        let Some(file) = &self.file else {
            return Ok(Merge::Memory(self.memory.iter()));
        };
        if let Some(parts) = &self.parts {
            return Ok(Merge::Parts(Parts::new(self, file, parts)));
        }
        Ok(Merge::Runs(Runs::new(file, &self.runs, self.space.bytes)?))
    }
}

/// Reads one run piece by piece.
#[derive(Debug)]
pub(crate) struct Cursor<F, const N: usize> {
    file: F,
    run: Run,
    buffer: Vec<u8>,
    at: usize,
    size: usize,
}

impl<F: Borrow<File>, const N: usize> Cursor<F, N> {
    fn new(file: F, run: Run, size: usize) -> Cursor<F, N> {
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
            self.file.borrow().read_exact_at(&mut self.buffer, self.run.offset).map_err(Error::Temp)?;
            self.run.offset += self.buffer.len() as u64;
            self.run.tuples -= tuples as u64;
            self.at = 0;
        }
        let end = self.at + N * 8;
        let tuple = tuple_of(&self.buffer[self.at..end]);
        self.at = end;
        Ok(Some(tuple))
    }
}

/// Tuples in ascending order, wherever they lie.
#[derive(Debug)]
pub(crate) enum Merge<'a, const N: usize> {
    Memory(std::slice::Iter<'a, [u64; N]>),
    Runs(Runs<&'a File, N>),
    Parts(Parts<'a, N>),
}

impl<const N: usize> Merge<'_, N> {
    pub(crate) fn next(&mut self) -> Result<Option<[u64; N]>, Error> {
        match self {
            Merge::Memory(tuples) => Ok(tuples.next().copied()),
            Merge::Runs(runs) => runs.next(),
            Merge::Parts(parts) => parts.next(),
        }
    }
}

/// The merging of sorted runs.
#[derive(Debug)]
pub(crate) struct Runs<F, const N: usize> {
    cursors: Vec<Cursor<F, N>>,
    heap: BinaryHeap<Reverse<([u64; N], usize)>>,
}

impl<F: Borrow<File> + Clone, const N: usize> Runs<F, N> {
    fn new(file: F, runs: &[Run], bytes: usize) -> Result<Runs<F, N>, Error> {
        let each = (bytes / runs.len().max(1)).clamp(1 << 12, 1 << 18);
        let mut cursors = Vec::with_capacity(runs.len());
        let mut heap = BinaryHeap::with_capacity(runs.len());
        for (index, run) in runs.iter().enumerate() {
            let mut cursor = Cursor::new(file.clone(), *run, each);
            if let Some(tuple) = cursor.next_tuple()? {
                heap.push(Reverse((tuple, index)));
            }
            cursors.push(cursor);
        }
        Ok(Runs { cursors, heap })
    }

    fn next(&mut self) -> Result<Option<[u64; N]>, Error> {
        let Some(mut top) = self.heap.peek_mut() else { return Ok(None) };
        let Reverse((tuple, index)) = *top;
        match self.cursors[index].next_tuple()? {
            Some(following) => *top = Reverse((following, index)),
            None => {
                std::collections::binary_heap::PeekMut::pop(top);
            }
        }
        Ok(Some(tuple))
    }
}

/// The reading of runs laid out in parts: as many parts at a time as memory holds well, sorted when they are there.
#[derive(Debug)]
pub(crate) struct Parts<'a, const N: usize> {
    sorted: &'a Sorted<N>,
    file: &'a File,
    sizes: &'a [Vec<u32>],
    /// The first part not read yet, and where it begins in each run.
    next_part: usize,
    offsets: Vec<u64>,
    loaded: Vec<[u64; N]>,
    at: usize,
    /// A part too large for memory, sorted through files.
    large: Option<Runs<Rc<File>, N>>,
}

/// How many bytes of parts are sorted at a time: few enough to stay in a processor's cache.
const LOAD_BYTES: usize = 1 << 20;

impl<'a, const N: usize> Parts<'a, N> {
    fn new(sorted: &'a Sorted<N>, file: &'a File, sizes: &'a [Vec<u32>]) -> Parts<'a, N> {
        let offsets = sorted.runs.iter().map(|run| run.offset).collect();
        Parts { sorted, file, sizes, next_part: 0, offsets, loaded: Vec::new(), at: 0, large: None }
    }

    fn next(&mut self) -> Result<Option<[u64; N]>, Error> {
        loop {
            if let Some(tuple) = self.loaded.get(self.at) {
                self.at += 1;
                return Ok(Some(*tuple));
            }
            if let Some(large) = &mut self.large {
                if let Some(tuple) = large.next()? {
                    return Ok(Some(tuple));
                }
                self.large = None;
            }
            if self.next_part == PARTS {
                return Ok(None);
            }
            self.load()?;
        }
    }

    /// Reads the next parts.
    fn load(&mut self) -> Result<(), Error> {
        let tuples = |part: usize| self.sizes.iter().map(|run| run[part] as usize).sum::<usize>();
        let (first, mut sum) = (self.next_part, tuples(self.next_part));
        let mut end = first + 1;
        while end < PARTS && (sum + tuples(end)) * N * 8 <= LOAD_BYTES {
            sum += tuples(end);
            end += 1;
        }
        self.next_part = end;
        self.loaded.clear();
        self.at = 0;
        if sum * N * 8 > self.sorted.space.bytes.max(LOAD_BYTES) {
            return self.load_large(first);
        }
        let mut bytes = Vec::new();
        for run in 0..self.sizes.len() {
            let some = self.sizes[run][first..end].iter().map(|size| *size as usize).sum();
            self.read(run, some, &mut bytes)?;
        }
        scatter::sort(&mut self.loaded);
        Ok(())
    }

    /// Appends the next tuples of a run to those loaded.
    fn read(&mut self, run: usize, tuples: usize, bytes: &mut Vec<u8>) -> Result<(), Error> {
        bytes.resize(tuples * N * 8, 0);
        self.file.read_exact_at(bytes, self.offsets[run]).map_err(Error::Temp)?;
        self.offsets[run] += bytes.len() as u64;
        self.loaded.extend(bytes.chunks_exact(N * 8).map(tuple_of));
        Ok(())
    }

    /// Sorts one part through a file of its own: a value in millions of rows.
    fn load_large(&mut self, part: usize) -> Result<(), Error> {
        let file = self.sorted.space.file()?;
        let (mut runs, mut offset, mut bytes) = (Vec::new(), 0, Vec::new());
        for run in 0..self.sizes.len() {
            self.loaded.clear();
            self.read(run, self.sizes[run][part] as usize, &mut bytes)?;
            scatter::sort(&mut self.loaded);
            write_tuples(&file, &self.loaded)?;
            runs.push(Run { offset, tuples: self.loaded.len() as u64 });
            offset += bytes.len() as u64;
        }
        self.loaded = Vec::new();
        self.large = Some(Runs::new(Rc::new(file), &runs, self.sorted.space.bytes)?);
        Ok(())
    }
}

fn tuple_of<const N: usize>(bytes: &[u8]) -> [u64; N] {
    let mut tuple = [0; N];
    for (word, eight) in tuple.iter_mut().zip(bytes.chunks_exact(8)) {
        let mut whole = [0; 8];
        whole.copy_from_slice(eight);
        *word = u64::from_le_bytes(whole);
    }
    tuple
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
    cursor: Option<Cursor<&'a File, N>>,
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

        #[test]
        fn hashes_sorted_part_by_part_equal_those_sorted_in_memory(
            mut tuples in prop::collection::vec(
                prop::array::uniform2(prop_oneof![4 => any::<u64>(), 1 => Just(77u64)]), 0..2000
            ),
            bytes in prop_oneof![Just(1usize), Just(1 << 24)],
        ) {
            let folder = tempfile::tempdir().unwrap();
            let mut sorter = Sorter::<2>::of_hashes(&Space::new(folder.path(), bytes));
            sorter.limit = 64;
            tuples.iter().for_each(|tuple| sorter.push(*tuple).unwrap());
            let sorted = sorter.sorted().unwrap();
            tuples.sort();
            for _ in 0..2 {
                let (mut merge, mut out) = (sorted.iter().unwrap(), Vec::new());
                while let Some(tuple) = merge.next().unwrap() { out.push(tuple); }
                prop_assert_eq!(&out, &tuples);
            }
        }
    }

    #[test]
    fn a_part_larger_than_memory_is_sorted_through_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let mut sorter = Sorter::<2>::of_hashes(&Space::new(folder.path(), 1));
        let tuples: Vec<[u64; 2]> = (0..300_000).map(|n| [7 + n % 3 * (u64::MAX / 4), n ^ 0x5555]).collect();
        tuples.iter().for_each(|tuple| sorter.push(*tuple).unwrap());
        let sorted = sorter.sorted().unwrap();
        let (mut merge, mut out) = (sorted.iter().unwrap(), Vec::new());
        let mut large = 0;
        while let Some(tuple) = merge.next().unwrap() {
            large += usize::from(matches!(&merge, Merge::Parts(parts) if parts.large.is_some()));
            out.push(tuple);
        }
        assert!(large > 0, "the part fitted into memory");
        let mut expected = tuples;
        expected.sort_unstable();
        assert_eq!(out, expected);
    }
}
