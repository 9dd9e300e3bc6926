// The kernel's WebAssembly as text, changed so that it asks before each access to its memory. The text is
// that of asc, one instruction a line, operands before.
//
//   0 … SHADOW_AT            the kernel's memory, which it believes to be all
//   SHADOW_AT … twice that   a byte for each of these: READABLE, WRITABLE

/** Bytes of memory that the kernel can have, and the address of the first one's mark. */
export const SHADOW_AT = 1 << 28;
export const READABLE = 1;
export const WRITABLE = 2;

/** A part of the memory that the module's data segments fill. */
export interface StaticBlock {
  readonly address: number;
  readonly bytes: number;
}

export interface Instrumented {
  readonly text: string;
  readonly statics: readonly StaticBlock[];
}

const ARENA = '$src/kernel/assembly/arena';
const ACCESS =
  /^( *)((?:i32|i64|f32|f64|v128)\.(?:load|store)\w*)( offset=\d+)?(?: align=\d+)?( \d+)?$/;
const BULK = /^( *)(memory\.(?:fill|copy))$/;
const SIZE = /^( *)(memory\.(?:size|grow))$/;
const PAGE_BYTES = 65_536;
/** Of the kernel's memory at first, whose static blocks need fewer. */
const INITIAL_PAGES = 4;
/** Of all that is there. */
export const MEMORY_PAGES = (2 * SHADOW_AT) / PAGE_BYTES;

const IMPORTS = `
 (import "guard" "reads" (func $guard/reads (param i32 i32)))
 (import "guard" "writes" (func $guard/writes (param i32 i32)))
 (import "guard" "failed" (func $guard/failed (param i32 i32 i32)))
 (import "guard" "allocated" (func $guard/allocated (param i32 i32)))
 (import "guard" "freed" (func $guard/freed (param i32)))
`;

/**
 * Has the module look at the marks before each access, and call `guard` if it may not, after each allocation of
 * the arena, and before it fills or copies. Throws if the arena's functions have other names than are known here.
 */
export function instrument(wat: string): Instrumented {
  const helpers = new Map<string, string>();
  const lines = wat.split('\n').map((line) => {
    const bulk = BULK.exec(line) ?? SIZE.exec(line);
    if (bulk !== null) return `${bulk[1] ?? ''}call $guard/${bulk[2] ?? ''}`;
    const access = ACCESS.exec(line);
    if (access === null) return line;
    const [, indent = '', operation = '', offset = ' offset=0', lane = ''] = access;
    const name = `$guard/${operation}${lane.replace(' ', '/')}`;
    helpers.set(name, checkedAccess(name, operation, lane));
    return `${indent}i32.const ${offset.slice(8)}\n${indent}call ${name}`;
  });
  let text = lines.join('\n');
  text = wrapped(text, 'allocate', allocating);
  for (const name of ['resetArena', 'rewindArena']) text = wrapped(text, name, freeing);
  text = text.replace(/^ \((?:import|global|memory) /m, (first) => `${IMPORTS}${first}`);
  const functions = [...helpers.values(), CHECKED_FILL, CHECKED_COPY, SIZE_AND_GROW].join('\n');
  return { text: text.replace(/\)\s*$/, `${functions}\n)\n`), statics: staticsOf(wat) };
}

/** A function that does the same as the access, with its offset as the last parameter. */
function checkedAccess(name: string, operation: string, lane: string): string {
  const [type = '', verb = ''] = operation.split('.');
  const isStore = verb.startsWith('store');
  const needsValue = isStore || lane !== '';
  const value = needsValue ? ` (param $value ${type})` : '';
  const result = isStore ? '' : ` (result ${type})`;
  const bytes = bytesOf(type, verb);
  const how = `(i32.const ${isStore ? WRITABLE : READABLE})`;
  // blocks are further apart than the widest access, so that its ends are enough
  const first = `(i32.load8_u offset=${SHADOW_AT} (local.get $at))`;
  const last = `(i32.load8_u offset=${SHADOW_AT + bytes - 1} (local.get $at))`;
  const marks = bytes === 1 ? first : `(i32.and ${first} ${last})`;
  return ` (func ${name} (param $at i32)${value} (param $offset i32)${result}
  (local.set $at (i32.add (local.get $at) (local.get $offset)))
  (if (i32.eqz (i32.and ${marks} ${how})) (then
   (call $guard/failed (local.get $at) (i32.const ${bytes}) ${how})))
  (${operation}${lane} (local.get $at)${needsValue ? ' (local.get $value)' : ''}))`;
}

const TYPE_BYTES: Readonly<Record<string, number>> = { i32: 4, i64: 8, f32: 4, f64: 8, v128: 16 };

/** Bytes of an access: those of its type, unless its name has a number; 8x8, 16x4 and 32x2 are 8. */
function bytesOf(type: string, verb: string): number {
  const [, bits, isWidened] = /^(?:load|store)(\d+)?(x\d)?/.exec(verb) ?? [];
  if (isWidened !== undefined) return 8;
  return bits === undefined ? (TYPE_BYTES[type] ?? 0) : Number(bits) / 8;
}

const CHECKED_FILL = ` (func $guard/memory.fill (param $to i32) (param $value i32) (param $bytes i32)
  (call $guard/writes (local.get $to) (local.get $bytes))
  (memory.fill (local.get $to) (local.get $value) (local.get $bytes)))`;

const CHECKED_COPY = ` (func $guard/memory.copy (param $to i32) (param $from i32) (param $bytes i32)
  (call $guard/reads (local.get $from) (local.get $bytes))
  (call $guard/writes (local.get $to) (local.get $bytes))
  (memory.copy (local.get $to) (local.get $from) (local.get $bytes)))`;

const SIZE_AND_GROW = ` (global $guard/pages (mut i32) (i32.const ${INITIAL_PAGES}))
 (func $guard/memory.size (result i32) (global.get $guard/pages))
 (func $guard/memory.grow (param $more i32) (result i32)
  (if (i32.gt_u (i32.add (global.get $guard/pages) (local.get $more))
                (i32.const ${SHADOW_AT / PAGE_BYTES}))
   (then (return (i32.const -1))))
  (global.set $guard/pages (i32.add (global.get $guard/pages) (local.get $more)))
  (i32.sub (global.get $guard/pages) (local.get $more)))`;

/** Renames a function of the arena, and puts another under its name that calls it. */
function wrapped(text: string, name: string, wrapper: (outer: string, inner: string) => string) {
  const [outer, inner] = [`${ARENA}/${name}`, `${ARENA}/${name}|inner`];
  const head = ` (func ${outer}`;
  const at = text.indexOf(`${head}\n`) < 0 ? text.indexOf(`${head} `) : text.indexOf(`${head}\n`);
  if (at < 0) throw new Error(`The kernel has no function ${name} in arena.ts.`);
  const rest = text.slice(at + head.length);
  return `${text.slice(0, at)}${wrapper(outer, inner)}\n (func ${inner}${rest}`;
}

function allocating(outer: string, inner: string): string {
  return ` (func ${outer} (param $bytes i64) (result i32) (local $block i32)
  (local.set $block (call ${inner} (local.get $bytes)))
  (if (i32.eqz (global.get ${ARENA}/isExhausted)) (then
   (call $guard/allocated (local.get $block) (i32.wrap_i64 (local.get $bytes)))))
  (local.get $block))`;
}

function freeing(outer: string, inner: string): string {
  return ` (func ${outer}
  (call ${inner})
  (call $guard/freed (global.get ${ARENA}/top)))`;
}

/** Of each data segment its address and length: one for each `memory.data`, if nothing is optimised. */
function staticsOf(wat: string): readonly StaticBlock[] {
  const segments = wat.matchAll(/^ \(data \S+ \(i32\.const (\d+)\) "((?:[^"\\]|\\.)*)"\)$/gm);
  return [...segments].map(([, address, content = '']) => ({
    address: Number(address),
    bytes: content.replaceAll(/\\(?:[0-9a-f]{2}|.)/g, '.').length,
  }));
}
