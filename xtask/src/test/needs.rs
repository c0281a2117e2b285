//! What some tests need besides Rust, and how to get it.

use crate::shell::answers;

/// A program or Python package that some tests check us against.
pub(crate) struct Need {
    pub(crate) name: &'static str,
    program: &'static str,
    args: &'static [&'static str],
    /// What cannot be tested without it.
    pub(crate) left_out: &'static str,
    pub(crate) remedy: &'static str,
}

const PYTHON_REMEDY: &str = "Install with: python3 -m pip install -r .ci/requirements.txt";

const fn python(import: &'static [&'static str], name: &'static str, left_out: &'static str) -> Need {
    Need { name, program: "python3", args: import, left_out, remedy: PYTHON_REMEDY }
}

const NEEDS: &[Need] = &[
    Need {
        name: "python3",
        program: "python3",
        args: &["--version"],
        left_out: "the second readers of our formats",
        remedy: "Install Debian's python3.",
    },
    Need {
        name: "strace",
        program: "strace",
        args: &["-V"],
        left_out: "the proof that acknowledgements follow fsync",
        remedy: "Install Debian's strace.",
    },
    Need {
        name: "openssl",
        program: "openssl",
        args: &["version"],
        left_out: "signatures checked by a third hand",
        remedy: "Install Debian's openssl.",
    },
    python(&["-c", "import pymerkle"], "pymerkle", "our tree and proofs checked by another hand"),
    python(&["-c", "import stdnum"], "python-stdnum", "identity numbers checked by another hand"),
    python(&["-c", "import faker"], "Faker", "leaks made by another generator"),
    python(&["-c", "import phonenumbers"], "phonenumbers", "phone numbers checked by another hand"),
    python(&["-c", "import docx"], "python-docx", "reports and letters read back by another hand"),
    python(&["-c", "import aiosmtpd"], "aiosmtpd", "letters taken under TLS by a relay of another hand"),
    python(&["-c", "import openpyxl"], "openpyxl", "sheets read back by another hand"),
    Need {
        name: "soffice",
        program: "soffice",
        args: &["--version"],
        left_out: "reports and letters opened by LibreOffice",
        remedy: "Install Debian's libreoffice-writer-nogui.",
    },
    Need {
        name: "smtp-sink",
        program: "sh",
        args: &["-c", "test -x /usr/sbin/smtp-sink"],
        left_out: "letters taken by a relay of another hand",
        remedy: "Install Debian's postfix.",
    },
    Need {
        name: "pdftotext",
        program: "pdftotext",
        args: &["-v"],
        left_out: "the words of printed reports and letters",
        remedy: "Install Debian's poppler-utils.",
    },
    Need {
        name: "chromedriver",
        program: "chromedriver",
        args: &["--version"],
        left_out: "the pages in a real browser",
        remedy: "Install Debian's chromium and chromium-driver.",
    },
    Need {
        name: "axe-core",
        program: "test",
        args: &["-f", "target/oracles/axe/node_modules/axe-core/axe.min.js"],
        left_out: "the pages under the rules of accessibility",
        remedy: "Install with: npm install --prefix target/oracles/axe axe-core",
    },
];

/// What this machine lacks.
pub(crate) fn missing() -> Vec<&'static Need> {
    NEEDS.iter().filter(|need| !answers(need.program, need.args)).collect()
}
