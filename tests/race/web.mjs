// The racer of ODK Web Forms: node web.mjs MODULES FORM SCRIPT; speaks as ours.py does.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { webForms } from './engine.mjs';

const [modules, formPath, scriptPath] = process.argv.slice(2);
const loadForm = await webForms(modules);

const xml = readFileSync(formPath, 'utf8');
const lines = readFileSync(scriptPath, 'utf8').split('\n').filter(Boolean);
const steps = lines.map((line) => JSON.parse(line));

// The engine writes each change of state into the objects made here: that tells it.
const changed = new Set();
const stateFactory = (state) =>
  new Proxy(state, {
    set(target, key, value) {
      target[key] = value;
      changed.add(target);
      return true;
    },
  });

async function opened() {
  const form = await loadForm(xml, { missingResourceBehavior: 'BLANK' });
  if (form.error) throw form.error;
  const preloadProperties = { deviceID: 'race' };
  return form.createInstance({ stateFactory, preloadProperties }).root;
}

const reference = (node) => node.currentState.reference.replace(/[\w-]+:/g, '');

function* below(node) {
  yield node;
  for (const child of node.currentState.children ?? []) yield* below(child);
}

const find = (root, ref) => {
  for (const node of below(root)) if (reference(node) === ref) return node;
  throw new Error(`no node ${ref}`);
};

function give(node, step) {
  if ('rows' in step) {
    while (node.currentState.children.length < step.rows) node.addInstances();
  } else if (node.nodeType === 'select') {
    for (const choice of node.currentState.valueOptions) choice.value;
    node.selectValues(step.value.split(' '));
  } else {
    node.setValue(node.nodeType === 'trigger' ? true : step.value);
  }
}

function look() {
  let read = 0;
  for (const state of changed) {
    if ('violation' in state) read += state.violation ? 1 : 0;
    else if ('relevant' in state) {
      read += state.relevant + state.required + state.readonly + (state.value ? 1 : 0);
    }
  }
  changed.clear();
  return read;
}

async function run() {
  let start = performance.now();
  const root = await opened();
  const load = performance.now() - start;
  changed.clear();
  const answers = steps.map((step) => {
    const node = find(root, step.ref); // a window holds its nodes: no part of the time
    start = performance.now();
    give(node, step);
    look();
    return performance.now() - start;
  });
  return [root, { load, answers }];
}

function values(root) {
  const found = {};
  for (const node of below(root)) {
    const { children, instanceValue, relevant } = node.currentState;
    if (children === null) found[reference(node)] = relevant ? instanceValue : null;
  }
  return found;
}

let root = null;
for await (const line of createInterface({ input: process.stdin })) {
  let told;
  if (line.trim() === 'go') {
    root = null;
    [root, told] = await run();
  } else {
    told = { values: values(root) };
  }
  process.stdout.write(JSON.stringify(told) + '\n');
}
process.exit(0);
