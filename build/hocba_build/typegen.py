"""The Structs of the wire, of evaluation and of `schemas/` as TypeScript types: one source, two languages."""

import inspect
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import msgspec
from msgspec import NODEFAULT, Struct
from msgspec import inspect as shapes

from hocba.evaluation import model as evaluation
from hocba.schema import model as schema
from hocba.sync import protocol

TYPES = Path(__file__).parents[2] / "frontend" / "src" / "schema" / "types.d.ts"
_HEAD = "// Made by `python -m hocba_build --types` from the Structs of the backend. Change those, not this.\n"
_ALIASES = {
    "Value": protocol.Value,
    "Verdict": protocol.Verdict,
    "Period": evaluation.Period,
    "Mode": schema.Mode,
    "Programme": schema.Programme,
    "LockKind": schema.LockKind,
    "Condition": schema.Condition,
}
_PLAIN: dict[type[shapes.Type], str] = {
    shapes.IntType: "number",
    shapes.FloatType: "number",
    shapes.StrType: "string",
    shapes.BoolType: "boolean",
    shapes.NoneType: "null",
    shapes.DateType: "string",
}


def typescript() -> str:
    """The whole text of types.d.ts."""
    parts = [_HEAD, *(f"export type {name} = {_words(shapes.type_info(of))};\n" for name, of in _ALIASES.items())]
    for module in (schema, protocol, evaluation):
        parts += [_interface(struct) for struct in _structs(module)]
    return "\n".join(parts)


def _structs(module: ModuleType) -> Iterator[type[Struct]]:
    """In the order of the file."""
    for value in vars(module).values():
        if inspect.isclass(value) and issubclass(value, Struct) and value.__module__ == module.__name__:
            yield value


def _interface(struct: type[Struct]) -> str:
    about = shapes.type_info(struct)
    if not isinstance(about, shapes.StructType):
        raise TypeError(struct)
    optional = struct.__struct_config__.omit_defaults
    lines = [f"  readonly {about.tag_field}: '{about.tag}';\n"] if about.tag_field else []
    lines += [_field(field, omitted=optional) for field in about.fields]
    sentence = inspect.cleandoc(struct.__doc__ or "").replace("\n", "\n *  ").replace("\n *  \n", "\n *\n")
    return f"/** {sentence} */\nexport interface {struct.__name__} {{\n{''.join(lines)}}}\n"


def _field(field: shapes.Field, *, omitted: bool) -> str:
    """A field that may be left out on the wire is optional here too."""
    has_default = field.default is not NODEFAULT or field.default_factory is not NODEFAULT
    mark = "?" if omitted and has_default else ""
    return f"  readonly {field.encode_name}{mark}: {_words(field.type)};\n"


def _words(of: shapes.Type) -> str:
    match of:
        case shapes.StructType():
            words = of.cls.__name__
        case shapes.LiteralType():
            words = " | ".join(msgspec.json.encode(value).decode().replace('"', "'") for value in of.values)
        case shapes.UnionType():
            words = " | ".join(_words(member) for member in of.types)
        case shapes.VarTupleType():
            words = f"readonly {_grouped(of.item_type)}[]"
        case shapes.TupleType():
            words = f"readonly [{', '.join(_words(item) for item in of.item_types)}]"
        case shapes.DictType():
            words = f"Readonly<Record<string, {_words(of.value_type)}>>"
        case _:
            words = _PLAIN[type(of)]
    return words


def _grouped(item: shapes.Type) -> str:
    """`readonly A | B[]` would mean something else."""
    words = _words(item)
    return f"({words})" if " " in words else words
