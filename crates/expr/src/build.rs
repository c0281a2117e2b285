//! Puts programs together: leaves are added one by one, then variables are cut into cells.

use crate::program::{About, Form, Leaf, Op, Program, Test, Variable};

/// A program in the making.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    program: Program,
}

impl Builder {
    /// The index of the variable about `about`, made on first use.
    fn variable(&mut self, about: About) -> u16 {
        let variables = &mut self.program.variables;
        if let Some(found) = variables.iter().position(|variable| variable.about == about) {
            return index(found);
        }
        let empty = Vec::new;
        variables.push(Variable {
            about,
            leaves: empty(),
            classes: Vec::new(),
            cuts: Vec::new(),
            members: empty(),
        });
        index(variables.len() - 1)
    }

    /// Adds a leaf that puts `test` to the variable about `about`; the op that stands for it.
    pub(crate) fn leaf(&mut self, about: About, test: Test) -> u16 {
        let variable = self.variable(about);
        let leaf = index(self.program.leaves.len());
        self.program.leaves.push(Leaf { variable, test });
        if let Some(variable) = self.program.variables.get_mut(usize::from(variable)) {
            variable.leaves.push(leaf);
        }
        self.op(Op::Leaf(leaf))
    }

    /// Adds an op over ops added before.
    pub(crate) fn op(&mut self, op: Op) -> u16 {
        self.program.ops.push(op);
        index(self.program.ops.len() - 1)
    }

    /// Adds an op over many; `join` gets where its children begin and how many they are.
    pub(crate) fn many(&mut self, children: &[u16], join: impl FnOnce(u16, u16) -> Op) -> u16 {
        let first = index(self.program.children.len());
        self.program.children.extend(children);
        self.op(join(first, index(children.len())))
    }

    /// How many leaves were added so far.
    pub(crate) fn leaves(&self) -> usize {
        self.program.leaves.len()
    }

    /// Takes in an expression of another program; its root here.
    pub(crate) fn take_in(&mut self, other: &Program) {
        let mut moved: Vec<u16> = Vec::with_capacity(other.ops.len());
        for op in &other.ops {
            let to = |op: &u16| moved.get(usize::from(*op)).copied().unwrap_or_default();
            let many = |first, count| other.children(first, count).iter().map(to).collect::<Vec<u16>>();
            let op = match *op {
                Op::Leaf(leaf) => match other.leaves.get(usize::from(leaf)) {
                    Some(leaf) => self.copy(other, *leaf),
                    None => self.op(Op::Constant(false)),
                },
                Op::Constant(value) => self.op(Op::Constant(value)),
                Op::Not(inner) => self.op(Op::Not(to(&inner))),
                Op::Same(left, right) => self.op(Op::Same(to(&left), to(&right))),
                Op::All { first, count } => {
                    self.many(&many(first, count), |first, count| Op::All { first, count })
                }
                Op::Any { first, count } => {
                    self.many(&many(first, count), |first, count| Op::Any { first, count })
                }
                Op::AtLeast { least, first, count } => {
                    self.many(&many(first, count), |first, count| Op::AtLeast { least, first, count })
                }
            };
            moved.push(op);
        }
        let roots = other.roots.iter().filter_map(|root| moved.get(usize::from(*root)));
        self.program.roots.extend(roots);
    }

    fn copy(&mut self, other: &Program, leaf: Leaf) -> u16 {
        match other.variables.get(usize::from(leaf.variable)) {
            Some(variable) => self.leaf(variable.about.clone(), leaf.test),
            None => self.op(Op::Constant(false)),
        }
    }

    /// Marks the op added last as an expression's whole.
    pub(crate) fn root(&mut self, op: u16) {
        self.program.roots.push(op);
    }

    /// The program, its variables cut into cells.
    pub(crate) fn finish(mut self) -> Program {
        self.find_members();
        let program = &mut self.program;
        for variable in &mut program.variables {
            let tests = variable.leaves.iter().filter_map(|leaf| program.leaves.get(usize::from(*leaf)));
            let tests: Vec<Test> = tests.map(|leaf| leaf.test).collect();
            match variable.about {
                About::Choice { all, .. } | About::Level { all, .. } => {
                    variable.classes = classes(all, &tests)
                }
                About::Number(_) => variable.cuts = cuts(&tests),
                _ => {}
            }
        }
        program.moves =
            program.variables.iter().any(|variable| variable.rate() != 0 && !variable.leaves.is_empty());
        program.shared = shared(program);
        self.program
    }

    /// Gives every sum the variables of its terms, making those that no leaf tests by itself.
    fn find_members(&mut self) {
        for at in 0..self.program.variables.len() {
            let Some(About::Number(form)) =
                self.program.variables.get(at).map(|variable| variable.about.clone())
            else {
                continue;
            };
            if form.terms.len() < 2 {
                continue;
            }
            let members =
                form.terms.iter().map(|term| self.variable(About::Number(Form::single(*term)))).collect();
            if let Some(variable) = self.program.variables.get_mut(at) {
                variable.members = members;
            }
        }
    }
}

/// Programs are smaller than 65,536 of anything: one expression by its `limits`, several by [`fits`].
fn index(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}

/// Whether expressions can be put together into one program.
pub(crate) fn fits(programs: &[&Program]) -> bool {
    let size = |program: &&Program| program.ops.len() + program.children.len() + 9 * program.leaves.len();
    programs.iter().map(size).sum::<usize>() < usize::from(u16::MAX)
}

/// The words of `all`, sorted into those that every test answers alike.
fn classes(all: u64, tests: &[Test]) -> Vec<u64> {
    tests.iter().fold(vec![all], |classes, test| {
        let Test::OneOf(words) = test else { return classes };
        let split = classes.iter().flat_map(|class| [class & words, class & !words]);
        split.filter(|class| *class != 0).collect()
    })
}

/// The first values of cells: between two of them every test has one answer.
fn cuts(tests: &[Test]) -> Vec<i128> {
    let mut cuts: Vec<i128> = Vec::new();
    for test in tests {
        match test {
            Test::Below(bound) | Test::From(bound) => cuts.push(*bound),
            Test::At(bound) | Test::NotAt(bound) => cuts.extend([*bound, *bound + 1]),
            Test::Holds | Test::OneOf(_) => {}
        }
    }
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// The variables that correlate leaves: tested twice, or part of a sum and tested besides.
fn shared(program: &Program) -> Vec<u16> {
    let mut uses: Vec<usize> = program.variables.iter().map(|variable| variable.leaves.len()).collect();
    for sum in &program.variables {
        for member in &sum.members {
            if let Some(uses) = uses.get_mut(usize::from(*member)) {
                *uses += sum.leaves.len();
            }
        }
    }
    let often = |at: &u16| uses.get(usize::from(*at)).is_some_and(|uses| *uses > 1);
    let is_shared = |(at, variable): &(u16, &Variable)| often(at) || variable.members.iter().any(often);
    let (sums, plain): (Vec<_>, Vec<_>) = (0..)
        .zip(&program.variables)
        .filter(is_shared)
        .partition(|(_, variable)| !variable.members.is_empty());
    plain.into_iter().chain(sums).map(|(at, _)| at).collect()
}
