# What the room `exposure` says.
exposure-no-leak = No leak file was given. Name at least one file, or “-” for standard input.
exposure-register-unreadable = The register “{ $path }” cannot be read. { $cause } Give a CSV file of your customers.
exposure-register-without-identifier = The register “{ $path }” has no column that points at a person. Give a CSV file with at least one of: phone, e-mail, identity number, card number, or name together with date of birth.
exposure-temp-unusable = The folder for temporary files cannot be used: { $cause }. Free some space or name another folder.
exposure-list-unwritable = The list “{ $path }” cannot be written: { $cause }. Name a file in a folder you may write to.
exposure-invariant-broken = A control sum of this assessment is wrong ({ $what }: { $expected } expected, { $found } found), so no numbers are given. Please report this with the version of the program.
exposure-file-unreadable = The file could not be read to its end: { $cause }.
exposure-kind-not-read = This version does not read files of the kind “{ $kind }”. Unpack or convert it to CSV, an SQL dump or text, and assess that.
exposure-charset-not-read = This version does not read text in { $charset }. Convert it to UTF-8 and assess that.
exposure-undecodable-bytes = { $bytes ->
    [one] One byte is
   *[other] { $bytes } bytes are
} no character of the file's charset; what they stood for is not known.
exposure-truncated = The file ends in the middle of a statement: it was cut. Every whole row before that is counted; the broken row is not, and what the missing part held is not known. Ask for the whole dump.
exposure-file-empty = The file is empty: 0 bytes. If it was exported, copied or downloaded, do that again.
exposure-dump-not-completed = The dump was made by a program that ends it with “Dump completed”, and that line is missing: the file is probably cut. What is there is counted; ask for the whole dump.
exposure-unclosed-quote = A quotation mark opens and never closes. Values behind it were found, but where its rows end is not known.
exposure-statement-too-long = A statement that is no INSERT is too long to be read whole.
exposure-no-register = No register of customers was given.
exposure-register-without-customers = Not one customer could be read from the register “{ $path }”, so how many of the persons are customers is not known. Give a CSV file with one customer to a row.
exposure-basis-records = Rows with at least one personal value.
exposure-basis-persons = Records merged by shared identifiers; records that only may be the same person's count once in the lower bound and each in the upper, which also counts records and identifiers that may belong to somebody else.
exposure-basis-customers = Customers of the register found in the leak, each once: at least those matched by an identifier, at most also the near matches.
exposure-basis-customers-partial = Customers found in the register, of which only a part could be read: at least those matched by an identifier.
exposure-basis-at-least = At least, because not every byte or value could be read. { $basis }
exposure-key-points-at-no-person = Its key points at no person in the leak.
exposure-key-points-at-several = Its keys point at several persons.
exposure-name-alone = It has a name and no other personal value.
exposure-no-identifier-and-no-name = It has neither an identifier nor a name, and no key leads to a person.
exposure-damaged-values = { $values ->
    [one] One cell of a column of numbers holds
   *[other] { $values } cells of columns of numbers hold
} a rounded form such as 1.38E+10: a spreadsheet dropped digits before the file leaked. It is not guessed and not counted. Look for an earlier copy of the file.

# Kinds of personal values
exposure-kind-cn-id = identity number (CN)
exposure-kind-phone = phone, fax
exposure-kind-email = e-mail
exposure-kind-card = payment card
exposure-kind-address = postal address
exposure-kind-name = name
exposure-kind-birth-date = date of birth
exposure-kind-national-id = identity or social insurance number (other states)
exposure-kind-passport = passport number
exposure-kind-driver-licence = driving licence number
exposure-kind-tax-number = personal tax number
exposure-kind-account = bank account number

# Values that were values once, and what is not looked for
exposure-masked-values = { $values ->
    [one] One cell is
   *[other] { $values } cells are
} masked (138****1234): a part was hidden before the file leaked. It is no value of its own, joins nobody and is not counted; the upper bounds allow for it.
exposure-failing-values = { $values ->
    [one] One cell
   *[other] { $values } cells
} in columns of numbers or addresses { $values ->
    [one] holds
   *[other] hold
} no value that could be read: failing the check of the kind, written in a way that is not understood, mistyped, made up, or rounded by a spreadsheet (many end in 0000). Not counted as values; the upper bounds allow for them.
exposure-same-file = The same bytes as “{ $path }”: counted once.
exposure-not-looked-for-text = Names, dates of birth and addresses in running text are not looked for, only in columns and under keys.
exposure-not-looked-for-classes = Passwords, health data and biometrics are counted only in columns and under keys that are named for them. Transactions, and whether somebody is a minor, are not looked for: that none is counted does not mean that none is there.
exposure-not-looked-for-numbers = Passports, licences, tax numbers, identity numbers of other states and bank accounts other than IBAN are found only in columns that are named so.

# What a reader could not make rows of
exposure-rows-not-understood = Statements of this dump put rows into tables in a way that was not understood. Their texts were searched, but which values belong to one record is not known. Export the tables as CSV, or as plain INSERT … VALUES, and assess that.
exposure-rows-elsewhere = Statements of this file load their rows from another file (LOAD DATA INFILE, BULK INSERT or COPY FROM): the rows are not in here. Find that file and assess it too.
exposure-mixed-charsets = { $bytes ->
    [one] One byte is
   *[other] { $bytes } bytes are
} written in another charset than the rest of the file; names and addresses there were misread. Convert the file to one charset and assess it again.
exposure-encoded-parts = Parts of the messages in this file are attachments, or encoded in a way that was not understood (base64 or quoted-printable); what stands in them is not known. Save the attachments as files, export the messages as plain text, and assess those.
exposure-file-blank = The file holds nothing but blanks. If it was exported, copied or downloaded, do that again.
exposure-json-cut = The file ends in the middle of an object: it was cut. What is there is counted; what the missing part held is not known. Ask for the whole file.
exposure-json-broken = Parts of this file are no valid JSON. Values in them were found, but which belong to one record is not known. Export the file again, or repair it and assess it again.
exposure-xml-broken = Parts of this file are no valid XML, or mean what a definition in it says, which is not followed. Values in them were found, but which belong to one record is not known. Export the file again, or repair it and assess it again.
exposure-json-columns = This JSON holds one list for each column, not one object for each record. Values in it were found, but which belong to one record is not known. Export it as a list of records and assess it again.
# Classes known by the names of columns
exposure-kind-credential = passwords and log-in data
exposure-kind-health = health data
exposure-kind-biometric = biometric data

# The list of persons
exposure-class-identity = identity
exposure-class-contact = contact
exposure-class-payment = payment
exposure-class-location = location
exposure-match-exact = exact
exposure-match-near = near
exposure-match-differs = name or date of birth differs
exposure-match-several = several customers may be meant
exposure-match-name-and-birth = name and date of birth
exposure-match-name-and-address = name and address
exposure-list-certain = yes
exposure-list-not-certain = no

# What stands in columns without names
exposure-undecided-values = { $values ->
    [one] One cell in columns without names
   *[other] { $values } cells in columns without names
} may be telephone numbers of a country that nothing tells, or names or numbers of people. Not counted as values; the upper bounds allow for them. Put names over the columns (name, phone, date of birth) and assess again.
