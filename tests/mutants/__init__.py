"""make mutants: is each rule of a package held by a test? (PKG=: which, else xforms)

A mutant is the package with one small change: `<` made `<=`, a number one more, a call
left out. Where no test tells, the rule is not held. Changes are made on the parsed
source (changes.py), the tests that pass the changed line judge it (judges.py).

Own code on the standard library, because the tools there are rewrite each function into
copies with a switch, which frozen values with slots and tables of functions do not
survive, or start a new interpreter for each mutant.

Passed over, because no test could tell or none should:

- docstrings, annotations, aliases of types, imports, `if TYPE_CHECKING`, overloads
- decorators: sizes of caches, slots, frozen; they are for speed and against slips
- `__slots__`, `__all__`, `__repr__`, the names given to NewType and TypeVar
- assert, and strict= of zip: they state what holds anyway
- the size of a bound (MAX_...) of a thousand and more, told in MIB or not: one more or
  less is no rule
- lines that say `# pragma`
"""
