"""Small XForms, written in a line or two."""

from desktop.xforms.engine import Form, no_sources, open_instance
from desktop.xforms.parse import parse
from tests.xforms.world import Counting, StillClock

WHOLE = """<h:html xmlns="http://www.w3.org/2002/xforms"
 xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa"
 xmlns:ev="http://www.w3.org/2001/xml-events" xmlns:odk="http://www.opendatakit.org/xforms"
 xmlns:entities="http://www.opendatakit.org/xforms/entities"
 xmlns:sph="urn:so-phoi-hop:columns:1"><h:head><h:title> Nhỏ </h:title><model>
<instance><data id="small" version="1">{leaves}</data></instance>{model}</model></h:head>
<h:body>{body}</h:body></h:html>"""


def definition(leaves, model="", body=""):
    return parse(WHOLE.format(leaves=leaves, model=model, body=body).encode())


def form(leaves, model="", body="", **more):
    return Form(definition(leaves, model, body), **more)


def opened(leaves, model="", body="", sources=no_sources, **more):
    made = form(leaves, model, body)
    return open_instance(made, sources, StillClock(), Counting(), **more)


def asked(kind, text="", **more):
    """A record of one question ``a`` of a type, answered."""
    bind = " ".join(f'{name}="{rule}"' for name, rule in more.items())
    model = f'<bind nodeset="/data/a" type="{kind}" {bind}/>'
    record = opened("<a/>", model, '<input ref="/data/a"/>')
    record.set("/data/a", text)
    return record


def computed(expression, kind="string"):
    """What a question of a type holds when it is computed."""
    bind = f'<bind nodeset="/data/a" type="{kind}" calculate="{expression}"/>'
    return opened("<a/>", bind).node("/data/a").value
