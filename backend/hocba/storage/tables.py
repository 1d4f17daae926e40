"""All tables, one definition for SQLite and Postgres.

`batch` is the truth; op, cell, challenger, held, scope_head and a device's counters are projections of it, which
`verify` makes again and compares.

A cell's key packs scope, student and slot into one integer (storage/cell_key): short rows and one comparison.
Who, device and counter of an op stand in its batch: op n of a batch has seq = first_seq + n − n0.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()
_Key = BigInteger().with_variant(Integer, "sqlite")  # SQLite's own row id needs the word INTEGER

book = Table(
    "book",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("school", Text, nullable=False),
    Column("school_year", Text, nullable=False),
    Column("facts", BigInteger, nullable=False),  # rises with every change of people, locks or papers
    Column("epoch", Integer, nullable=False),
    Column("watermark", BigInteger, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("head", LargeBinary, nullable=False),
)

homeroom_class = Table(
    "homeroom_class",
    metadata,
    Column("id", _Key, primary_key=True),
    Column("school_year", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("grade", Integer, nullable=False),
    UniqueConstraint("school_year", "code"),
)

student = Table(
    "student",
    metadata,
    Column("id", _Key, primary_key=True),
    Column("student_code", Text, nullable=False, unique=True),
    Column("personal_id", Text, nullable=False),
    Column("family_name", Text, nullable=False),
    Column("middle_name", Text, nullable=False),
    Column("given_name", Text, nullable=False),
    Column("birth_date", Date, nullable=False),
    Column("gender", Text, nullable=False),
    Column("ethnicity", Text, nullable=False),
    Column("birth_place", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("guardians", Text, nullable=False),
    Column("priority_category", Text, nullable=False),
)

enrollment = Table(
    "enrollment",
    metadata,
    Column("student_id", ForeignKey("student.id"), primary_key=True),
    Column("class_id", ForeignKey("homeroom_class.id"), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("status", Text, nullable=False),
)

staff = Table(
    "staff",
    metadata,
    Column("id", _Key, primary_key=True),
    Column("staff_code", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("salutation", Text, nullable=False),
)

teaching = Table(
    "teaching",
    metadata,
    Column("staff_id", ForeignKey("staff.id"), primary_key=True),
    Column("class_id", ForeignKey("homeroom_class.id"), primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("since", Date, primary_key=True),
    Column("until", Date),
)

homeroom = Table(
    "homeroom",
    metadata,
    Column("staff_id", ForeignKey("staff.id"), primary_key=True),
    Column("class_id", ForeignKey("homeroom_class.id"), primary_key=True),
    Column("since", Date, primary_key=True),
    Column("until", Date),
)

scope = Table(
    "scope",
    metadata,
    Column("id", _Key, primary_key=True),
    Column("class_id", ForeignKey("homeroom_class.id"), nullable=False),
    Column("subject", Text, nullable=False),
    Column("term", Text, nullable=False),
    UniqueConstraint("class_id", "subject", "term"),
)

account = Table(
    "account",
    metadata,
    Column("staff_id", ForeignKey("staff.id"), primary_key=True),
    Column("password_hash", Text, nullable=False),
)

session = Table(
    "session",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("staff_id", ForeignKey("staff.id"), nullable=False),
    Column("created_ms", BigInteger, nullable=False),
    Column("expires_ms", BigInteger, nullable=False),
)

device = Table(
    "device",
    metadata,
    Column("id", _Key, primary_key=True),
    Column("dev", Text, nullable=False, unique=True),
    Column("staff_id", ForeignKey("staff.id"), nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("name", Text, nullable=False),
    Column("created_ms", BigInteger, nullable=False),
    Column("revoked_ms", BigInteger),
    Column("max_n", BigInteger, nullable=False),
    Column("prev", Text, nullable=False),
)

entry_lock = Table(
    "entry_lock",
    metadata,
    Column("id", _Key, primary_key=True),
    Column("kinds", Text, nullable=False),
    Column("class_ids", Text, nullable=False),
    Column("subjects", Text, nullable=False),
    Column("term", Text, nullable=False),
    Column("by", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("opened_ms", BigInteger),
    Column("opened_by", Integer),
    Column("opened_reason", Text),
)

paper = Table(
    "paper",
    metadata,
    Column("id", _Key, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("class_id", Integer, nullable=False),
    Column("student_id", Integer, nullable=False),
    Column("subject", Text, nullable=False),
    Column("term", Text, nullable=False),
    Column("school_year", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("sha512", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("signatures", Text, nullable=False),
    UniqueConstraint("kind", "class_id", "student_id", "subject", "term", "revision"),
)

journal = Table(
    "journal",
    metadata,
    Column("id", _Key, primary_key=True),
    Column("at_ms", BigInteger, nullable=False),
    Column("who", Integer, nullable=False),
    Column("act", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)

batch = Table(
    "batch",
    metadata,
    Column("first_seq", _Key, primary_key=True),
    Column("ops", Integer, nullable=False),
    Column("device", ForeignKey("device.id"), nullable=False),
    Column("n0", BigInteger, nullable=False),
    Column("who", Integer, nullable=False),
    Column("received_ms", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),  # the exact signed bytes, zlib
    Column("signature", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("exc", LargeBinary, nullable=False),  # the reply's exceptions, so that a lost ack is answered identically
    UniqueConstraint("device", "n0"),
)

slot = Table(
    "slot",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", Text, nullable=False, unique=True),
)

op = Table(
    "op",
    metadata,
    Column("seq", _Key, primary_key=True),
    Column("cell", BigInteger, nullable=False),
    Column("value", Text),  # JSON, as the checksum reads it
    Column("time", BigInteger, nullable=False),
    Column("after", BigInteger),  # what a later base = −n of the same device means; NULL = this op itself
    Column("kind", Integer, nullable=False),
    Column("verdict", Integer, nullable=False),
    Column("prior", BigInteger, nullable=False),  # the op before on the same cell, 0 = none: the cell's history
)

cell = Table(
    "cell",
    metadata,
    Column("cell", _Key, primary_key=True),
    Column("seq", BigInteger, nullable=False),  # the head, 0 = none
    Column("last", BigInteger, nullable=False),  # the newest op of any verdict
    Column("flag", Integer, nullable=False),
)

challenger = Table(
    "challenger",
    metadata,
    Column("seq", _Key, primary_key=True),
    Column("cell", BigInteger, nullable=False),
)

held = Table(
    "held",
    metadata,
    Column("seq", _Key, primary_key=True),
    Column("cell", BigInteger, nullable=False),
)

scope_head = Table(
    "scope_head",
    metadata,
    Column("scope", _Key, primary_key=True),
    Column("last", BigInteger, nullable=False),
    Column("cells", Integer, nullable=False),
    Column("sum", Text, nullable=False),
)
