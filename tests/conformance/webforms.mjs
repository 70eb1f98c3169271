// node webforms.mjs MODULES LISTS FORM...: a line of JSON for each form, the words that
// ODK Web Forms has against it, or none.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { webForms } from '../race/engine.mjs';

const [modules, lists, ...forms] = process.argv.slice(2);
const loadForm = await webForms(modules);

// A list that is a file of the pack is that file; one of records has none on this desk.
const EMPTY = 'name,label\n';
const headers = new Map([['content-type', 'text/csv']]);

async function fetchFormAttachment(url) {
  const file = join(lists, url.href.split('/').pop());
  const content = existsSync(file) ? readFileSync(file, 'utf8') : EMPTY;
  return { ok: true, status: 200, headers, text: async () => content };
}

async function against(path) {
  const form = await loadForm(readFileSync(path, 'utf8'), { fetchFormAttachment });
  if (form.status !== 'success') {
    return `${form.status}: ${form.error ?? JSON.stringify(form.warnings)}`;
  }
  look(form.createInstance().root);
  return '';
}

// What a window would show: some of it is computed only when it is read.
function look(node) {
  const { label, hint, valueOptions, children } = node.currentState;
  const shown = [label, hint, ...(valueOptions ?? []).map((choice) => choice.label)];
  for (const text of shown) text?.asString;
  for (const child of children ?? []) look(child);
}

for (const path of forms) {
  const words = await against(path).catch((error) => String(error));
  process.stdout.write(JSON.stringify(words) + '\n');
}
process.exit(0);
