"""A whole XML document as expressions walk it: every kind of node, along every axis."""

import pytest

from desktop.xforms import xml
from desktop.xforms.tree import element
from desktop.xforms.xpath.context import World
from desktop.xforms.xpath.expression import expression
from desktop.xforms.xpath.values import to_string

DOCUMENT = b"""<?start now?><!-- before --><r xmlns="urn:r" xmlns:p="urn:p" xml:lang="vi-VN"
 id="top"><a id="one" p:k="v">t1<b xml:lang="en">in</b>t2<!--c--><?pi data?>t3</a>
<p:a id="two x"><c ID="three"/></p:a><h:a xmlns:h="http://www.w3.org/1999/xhtml"
>html</h:a><d xmlns=""> w </d></r><!-- after --><?end?>"""

FOUND = {
    "count(/node())": "5",
    "count(/comment())": "2",
    "count(/processing-instruction())": "2",
    "count(/processing-instruction('start'))": "1",
    "count(/processing-instruction('other'))": "0",
    "count(//comment())": "3",
    "count(//processing-instruction())": "3",
    "string(//processing-instruction('pi'))": "data",
    "name(//processing-instruction('pi'))": "pi",
    "string(/comment()[1])": " before ",
    "string(/comment()[last()])": " after ",
    "string(/r)": "t1int2t3\nhtml w ",
    "string(/r/a)": "t1int2t3",
    "count(/r/a)": "2",
    "count(//a)": "2",
    "count(/r/p:a)": "1",
    "count(/r/h:a)": "1",
    "count(/r/x:a)": "0",
    "count(/r/p:*)": "1",
    "count(/r/*)": "4",
    "count(//@id)": "3",
    "count(//@*)": "7",
    "count(//@p:k)": "1",
    "string(//@k)": "v",
    "name(//@p:k)": "p:k",
    "local-name(//@p:k)": "k",
    "namespace-uri(//@p:k)": "urn:p",
    "namespace-uri(/r)": "urn:r",
    "namespace-uri(//d)": "",
    "name(/r/p:a)": "p:a",
    "local-name(/r/p:a)": "a",
    "name(/r/a)": "a",
    "name(//@xml:lang)": "xml:lang",
    "count(//@xml:lang)": "2",
    "count(/r/a/text())": "3",
    "join('|', /r/a/text())": "t1|t2|t3",
    "join('|', /r/a/node())": "t1|in|t2|c|data|t3|",
    "count(/r/a/node())": "7",
    "string(/r/a/text()[2])": "t2",
    "string(//b/text())": "in",
    "count(//b/text()/..)": "1",
    "count(//b/text()/preceding::text())": "1",
    "count(//b/text()/following::text())": "5",
    "count(//b/text()/ancestor::*)": "3",
    "count(//b/text()/preceding-sibling::node())": "0",
    "name(//@p:k/..)": "a",
    "count(//@p:k/ancestor::*)": "2",
    "count(//@p:k/following::*)": "5",
    "count(//@p:k/preceding::*)": "0",
    "count(//@p:k/following-sibling::node())": "0",
    "count(//@p:k/preceding-sibling::node())": "0",
    "count(//@p:k/self::node())": "1",
    "count(//@p:k/descendant-or-self::node())": "1",
    "name(//c/preceding::*[1])": "b",
    "name(//c/preceding::*[2])": "a",
    "name(//a/following::*[1])": "p:a",
    "count(//b/following::*)": "4",
    "count(//b/preceding::node())": "3",
    "count(//d/preceding::*)": "5",
    "name(//c/ancestor::*[1])": "p:a",
    "name(//c/ancestor-or-self::*[1])": "c",
    "name(//c/ancestor::*[last()])": "r",
    "count(//c/ancestor::node())": "3",
    "count(/r/namespace::*)": "2",
    "count(//c/namespace::*)": "3",
    "count(//d/namespace::*)": "2",
    "string(/r/namespace::xml)": "http://www.w3.org/XML/1998/namespace",
    "count(/r/namespace::*/self::node())": "2",
    "count(/comment()[1]/following::*)": "7",
    "count(/comment()[1]/namespace::*)": "0",
    "count(//@id/namespace::*)": "0",
    "count(id('one'))": "1",
    "name(id('one'))": "a",
    "count(id('two'))": "0",
    "count(id('one three'))": "2",
    "name(id('three'))": "c",
    "count(id('nothing'))": "0",
    "count(id(//@id))": "2",
    "count(/r/a[lang('vi')])": "2",
    "count(/r/a[lang('VI-vn')])": "2",
    "count(/r/a[lang('v')])": "0",
    "count(//b[lang('en')])": "1",
    "count(//b[lang('vi')])": "0",
    "count(//text()[lang('en')])": "1",
    "count(/node()[lang('vi')])": "1",
    "string(//d)": " w ",
    "normalize-space(//d)": "w",
    "count(//d/text())": "1",
    "count(//c/text())": "0",
    "count(//c/node())": "0",
    "string(/)": "t1int2t3\nhtml w ",
    "count(/r/node())": "5",
    "count(/r/text())": "1",
    "count(//a/@*)": "3",
    "count((//@id | //b | /r)/self::*)": "2",
    "name((//b | /r | //@id)[1])": "r",
    "name((//b | //@p:k)[1])": "p:k",
    "name((//@p:k | //@id)[last()])": "id",
    "name((//@p:k | /r/a/namespace::p)[1])": "p",
    "name((//@p:k | /r/a/b)[1])": "p:k",
    "count(//node())": "20",
    "count(/descendant-or-self::node())": "21",
    "count(//*[@id])": "3",
    "count(//*[@id = 'one'])": "1",
    "count(//a[2])": "1",
    "count(/r/a[1]/b)": "1",
    "count(//*[self::b or self::c])": "2",
    "count(//*[not(*)])": "4",
    "string(//*[@ID])": "",
    "count(//processing-instruction()/following::*)": "7",
    "name(/r/a/*/..)": "a",
    "count(/r/*/..)": "1",
    "name(/*/*[position() = last()])": "d",
    "name(/*/*[last() - 1])": "h:a",
    "string(/r/a/@id)": "one",
    "position(/r/p:a)": "2",
    "position(/r/a)": "1",
    "position(//c)": "1",
    "count(/r/self::r)": "1",
    "count(/self::node())": "1",
    "count(/..)": "0",
    "count(/r/ancestor::node())": "1",
    "count-non-empty(/r/*)": "4",
    "count-non-empty(//c)": "0",
    "count-non-empty(/r/p:a)": "1",
}  # fmt: skip


@pytest.fixture(scope="module")
def document():
    return xml.document(DOCUMENT)


@pytest.mark.parametrize("source", FOUND)
def test_a_document_is_walked_as_xpath_has_it(document, source):
    assert to_string(expression(source).at(document, World())) == FOUND[source]


def test_a_new_element_is_empty_and_what_is_hidden_says_nothing():
    made = element("a")
    assert (made.string(), element("a", "x").string()) == ("", "x")
    top = element("top")
    top.append(made)
    made.text = "x"
    assert top.string() == "x"
    made.live = False
    assert (made.string(), top.string()) == ("", "")
