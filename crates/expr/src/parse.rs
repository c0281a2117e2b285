//! Tokens → tree, by recursive descent with CEL's precedence. After a fault it goes on with what was meant.

use std::ops::Range;

use crate::ast::{Node, NodeKind, Relation, Word};
use crate::fault::{Fault, FaultKind};
use crate::lexer::{self, Kind, Token};
use crate::limits::{MOST_BYTES, MOST_DEPTH};

/// The tree of `text`; broken where faults say so.
pub(crate) fn parse(text: &str) -> (Node, Vec<Fault>) {
    let whole = 0..text.len();
    if text.len() > MOST_BYTES {
        let fault = FaultKind::TooLong { given: text.len(), most: MOST_BYTES };
        return (broken(whole.clone()), vec![Fault::new(whole, fault)]);
    }
    let (tokens, faults) = lexer::tokens(text);
    if tokens.is_empty() && faults.is_empty() {
        return (broken(whole.clone()), vec![Fault::new(whole, FaultKind::Empty)]);
    }
    let mut parser = Parser { text, tokens, at: 0, depth: 0, faults };
    let node = parser.whole();
    (node, parser.faults)
}

fn broken(span: Range<usize>) -> Node {
    Node::new(span, NodeKind::Broken)
}

struct Parser<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
    faults: Vec<Fault>,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn sign(&self) -> Option<&'static str> {
        match self.peek()?.kind {
            Kind::Sign(sign) => Some(sign),
            _ => None,
        }
    }

    fn slice(&self, span: Range<usize>) -> &'a str {
        self.text.get(span).unwrap_or_default()
    }

    /// The place of the next token; the end of the text if there is none.
    fn here(&self) -> Range<usize> {
        self.peek().map_or(self.text.len()..self.text.len(), |token| token.span.clone())
    }

    /// Steps over `sign` if it is next.
    fn eat(&mut self, sign: &str) -> bool {
        let found = self.sign() == Some(sign);
        self.at += usize::from(found);
        found
    }

    fn fault(&mut self, span: Range<usize>, kind: FaultKind) {
        self.faults.push(Fault::new(span, kind));
    }

    /// The whole text as one expression; what is left over is reported and stepped over.
    fn whole(&mut self) -> Node {
        let mut node = self.any();
        while let Some(token) = self.peek().cloned() {
            self.left_over(&token);
            self.at += 1;
            if self.peek().is_some() {
                let more = self.any();
                node = broken(node.span.start..more.span.end);
            }
        }
        node
    }

    fn left_over(&mut self, token: &Token) {
        let given = self.slice(token.span.clone()).to_owned();
        let fault = match token.kind {
            Kind::Sign(")") => FaultKind::Unopened { given: ')' },
            Kind::Sign("]") => FaultKind::Unopened { given: ']' },
            Kind::Sign("[") => FaultKind::NotInLanguage { given },
            Kind::Sign(_) => FaultKind::NotAValue { given },
            Kind::Broken => return,
            _ => FaultKind::MissingOperator { given },
        };
        // One fault is enough where the text was already broken.
        if !self.faults.iter().any(|earlier| earlier.span.end == token.span.start) {
            self.fault(token.span.clone(), fault);
        }
    }

    fn any(&mut self) -> Node {
        self.chain("||", Parser::all, NodeKind::Any, |kind| match kind {
            NodeKind::Any(parts) => Ok(parts),
            other => Err(other),
        })
    }

    fn all(&mut self) -> Node {
        self.chain("&&", Parser::relation, NodeKind::All, |kind| match kind {
            NodeKind::All(parts) => Ok(parts),
            other => Err(other),
        })
    }

    /// Parts joined by `sign`; parts that are themselves such chains, in parentheses, are taken in.
    fn chain(
        &mut self,
        sign: &str,
        part: fn(&mut Parser<'a>) -> Node,
        join: fn(Vec<Node>) -> NodeKind,
        open: fn(NodeKind) -> Result<Vec<Node>, NodeKind>,
    ) -> Node {
        let first = part(self);
        if self.sign() != Some(sign) {
            return first;
        }
        let mut span = first.span.clone();
        let mut parts = Vec::new();
        let mut take = |node: Node| {
            span.end = node.span.end;
            match open(node.kind) {
                Ok(inner) => parts.extend(inner),
                Err(kind) => parts.push(Node { span: node.span, core: node.core, kind }),
            }
        };
        take(first);
        while self.eat(sign) {
            take(part(self));
        }
        Node::new(span, join(parts))
    }

    fn relation(&mut self) -> Node {
        let mut left = self.sum();
        let mut compared = false;
        loop {
            let is_in = self.peek().is_some_and(|token| self.slice(token.span.clone()) == "in");
            let relation = self.sign().and_then(Relation::of);
            if !is_in && relation.is_none() {
                return left;
            }
            if compared {
                let span = self.here();
                self.fault(span, FaultKind::Chained);
            }
            self.at += 1;
            let right = self.sum();
            let span = left.span.start..right.span.end;
            let kind = match relation {
                _ if compared => NodeKind::Broken,
                Some(relation) => NodeKind::Compare(relation, Box::new(left), Box::new(right)),
                None => NodeKind::In(Box::new(left), Box::new(right)),
            };
            left = Node::new(span, kind);
            compared = true;
        }
    }

    fn sum(&mut self) -> Node {
        let first = self.unary();
        if !matches!(self.sign(), Some("+" | "-")) {
            return first;
        }
        let mut span = first.span.clone();
        let (first, mut rest) = match first.kind {
            NodeKind::Sum(inner, rest) => (inner, rest),
            kind => (Box::new(Node { span: first.span, core: first.core, kind }), Vec::new()),
        };
        while let Some(sign @ ("+" | "-")) = self.sign() {
            self.at += 1;
            let part = self.unary();
            span.end = part.span.end;
            rest.push((sign == "+", part));
        }
        Node::new(span, NodeKind::Sum(first, rest))
    }

    fn unary(&mut self) -> Node {
        let start = self.here().start;
        let wrap = match self.sign() {
            Some("!") => NodeKind::Not,
            Some("-") => NodeKind::Minus,
            _ => return self.value(),
        };
        self.at += 1;
        let inner = self.deeper(start, Parser::unary);
        let span = start..inner.span.end;
        let kind = match (inner.kind, wrap(Box::new(broken(span.clone())))) {
            // A negative number is one value, so that it prints and reads back as one.
            (NodeKind::Number(number), NodeKind::Minus(_)) if number > 0 => NodeKind::Number(-number),
            (NodeKind::Duration(number), NodeKind::Minus(_)) if number > 0 => NodeKind::Duration(-number),
            (kind, _) => wrap(Box::new(Node { span: inner.span, core: inner.core, kind })),
        };
        Node::new(span, kind)
    }

    /// Runs `inner` one level deeper; past the limit the rest of the text is given up.
    fn deeper(&mut self, start: usize, inner: fn(&mut Parser<'a>) -> Node) -> Node {
        if self.depth >= MOST_DEPTH {
            self.fault(start..self.here().end, FaultKind::TooDeep { most: MOST_DEPTH });
            self.at = self.tokens.len();
            return broken(start..self.text.len());
        }
        self.depth += 1;
        let node = inner(self);
        self.depth -= 1;
        node
    }

    fn value(&mut self) -> Node {
        let Some(token) = self.peek().cloned() else { return self.no_value() };
        let span = token.span.clone();
        let kind = match token.kind {
            Kind::Number(number) => NodeKind::Number(number),
            Kind::Duration(seconds) => NodeKind::Duration(seconds),
            Kind::Text => NodeKind::Text(self.slice(span.start + 1..span.end - 1).to_owned()),
            Kind::Broken => NodeKind::Broken,
            Kind::Name => return self.name(span),
            Kind::Sign("(") => return self.parenthesised(span),
            Kind::Sign("[") => return self.list(span),
            Kind::Sign(_) => return self.no_value(),
        };
        self.at += 1;
        Node::new(span, kind)
    }

    /// Nothing that could be a value is next. It is stepped over only by the callers that know what it closes.
    fn no_value(&mut self) -> Node {
        let span = self.here();
        let reported = self
            .faults
            .iter()
            .any(|fault| fault.span.end >= span.start && matches!(fault.kind, FaultKind::TooDeep { .. }));
        if !reported {
            let given = self.slice(span.clone()).to_owned();
            let kind = if given.is_empty() { FaultKind::Unfinished } else { FaultKind::NotAValue { given } };
            self.fault(span.clone(), kind);
        }
        broken(span)
    }

    fn parenthesised(&mut self, open: Range<usize>) -> Node {
        self.at += 1;
        let inner = self.deeper(open.start, Parser::any);
        let end = self.close(&open, '(', ")", inner.span.end);
        Node { span: open.start..end, core: inner.core, kind: inner.kind }
    }

    fn list(&mut self, open: Range<usize>) -> Node {
        self.at += 1;
        let parts = self.parts("]", open.start);
        let end = parts.last().map_or(open.end, |part| part.span.end);
        let end = self.close(&open, '[', "]", end);
        Node::new(open.start..end, NodeKind::List(parts))
    }

    /// Values between commas, up to `close`, which is left standing.
    fn parts(&mut self, close: &str, start: usize) -> Vec<Node> {
        let mut parts = Vec::new();
        if self.sign() == Some(close) {
            return parts;
        }
        loop {
            parts.push(self.deeper(start, Parser::any));
            if !self.eat(",") {
                return parts;
            }
        }
    }

    /// Steps over what closes `open`, looking past what is out of place; the end of it all.
    fn close(&mut self, open: &Range<usize>, opened: char, close: &str, end: usize) -> usize {
        while let Some(token) = self.peek().cloned() {
            if token.kind == Kind::Sign(if close == ")" { ")" } else { "]" }) {
                self.at += 1;
                return token.span.end;
            }
            if matches!(token.kind, Kind::Sign(")" | "]" | "&&" | "||" | ",")) {
                break;
            }
            self.left_over(&token);
            self.at += 1;
        }
        let given_up =
            |fault: &Fault| matches!(fault.kind, FaultKind::TooDeep { .. } | FaultKind::Unfinished);
        if !self.faults.iter().any(given_up) {
            self.fault(open.clone(), FaultKind::Unclosed { opened });
        }
        end
    }

    /// A name: a constant, a fact, or a call if a parenthesis follows.
    fn name(&mut self, span: Range<usize>) -> Node {
        let name = self.slice(span.clone()).to_owned();
        if name == "in" {
            return self.no_value();
        }
        self.at += 1;
        if self.sign() != Some("(") {
            let kind = match name.as_str() {
                "true" => NodeKind::Truth(true),
                "false" => NodeKind::Truth(false),
                _ => NodeKind::Name(name),
            };
            return Node::new(span, kind);
        }
        let open = self.here();
        self.at += 1;
        let args = self.parts(")", span.start);
        let end = args.last().map_or(open.end, |arg| arg.span.end);
        let end = self.close(&open, '(', ")", end);
        let call = span.start..end;
        if name == "level" {
            return self.level(call, &args);
        }
        Node::new(call, NodeKind::Call(name, args))
    }

    /// `level(scale)` has been read; `at least x` must follow.
    fn level(&mut self, call: Range<usize>, args: &[Node]) -> Node {
        let (text, at) = match args {
            [Node { kind: NodeKind::Name(scale), span, .. }] => (scale.clone(), span.clone()),
            _ => {
                self.fault(call.clone(), FaultKind::BadArguments { form: "level(scale) at least x" });
                (String::new(), call.clone())
            }
        };
        for word in ["at", "least"] {
            if self.peek().is_none_or(|token| self.slice(token.span.clone()) != word) {
                self.fault(call.clone(), FaultKind::LevelNeedsAtLeast);
                return broken(call);
            }
            self.at += 1;
        }
        let span = self.here();
        let least = match self.peek().map(|token| token.kind) {
            Some(Kind::Text) => self.slice(span.start + 1..span.end - 1),
            Some(Kind::Name | Kind::Number(_) | Kind::Duration(_)) => self.slice(span.clone()),
            _ => return self.no_value(),
        };
        self.at += 1;
        let whole = call.start..span.end;
        let kind = match text.is_empty() {
            true => NodeKind::Broken,
            false => {
                let least = Word { text: least.to_owned(), at: span };
                NodeKind::Level { scale: Word { text, at }, least }
            }
        };
        Node::new(whole, kind)
    }
}
