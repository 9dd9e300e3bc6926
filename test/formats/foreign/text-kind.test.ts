import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { textKind } from '../../../src/formats/foreign/text-kind.ts';
import { bytesOf } from '../write-headers.ts';

const utf8 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf8'));
const utf16 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf16le'));
const utf16be = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf16le').swap16());

const PAGE = '<!DOCTYPE html>\n<html><head><title>404 Not Found</title></head></html>';
const LONG_DOCTYPE = `<!DOCTYPE svg PUBLIC "x" "y" [\n${'\t<!ENTITY ns "http://a/">\n'.repeat(30)}]>`;

describe('markup', () => {
  test.each([
    ['html', PAGE],
    ['html', `\ufeff\r\n ${PAGE.toUpperCase()}`],
    ['html', `<!-- one --><!-- two > -->\n${PAGE}`],
    ['html', `<!--${' lorem ipsum'.repeat(100)}-->${PAGE}`],
    ['html', '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x">\n<html xmlns="y">'],
    ['html', '<script>location = "/login"</script>'],
    ['html', '<h1>502 Bad Gateway</h1>'],
    ['html', '<!doctype html>Forbidden'],
    ['xml', '<?xml version="1.0"?><Error><Code>NoSuchKey</Code></Error>'],
    ['xml', '<?xml version="1.0"?><a/>'],
    ['xml', '<?xml version="1.0"?><!-- without end'],
    ['xml', '<annotation><folder>VOC2007</folder></annotation>'],
    ['plist', '<?xml version="1.0"?>\n<!DOCTYPE plist PUBLIC "x">\n<plist version="1.0">'],
    ['xmp', '<?xpacket begin="" id="W5M0"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">'],
    ['svg', '<svg width="1"/>'],
    ['svg', `<?xml version="1.0"?>\n<!-- by hand -->\n${LONG_DOCTYPE}\n<svg>`],
    ['svg', '<svg:svg xmlns:svg="http://www.w3.org/2000/svg"/>'],
    ['text', '<- an arrow'],
    ['text', '<<<<<<< HEAD'],
  ])('S3 is %s: %j', (kind, text) => {
    expect(textKind(utf8(text))).toBe(kind);
    expect(textKind(bytesOf(0xff, 0xfe, utf16(text)))).toBe(kind);
    expect(textKind(bytesOf(0xfe, 0xff, utf16be(text)))).toBe(kind);
  });

  test('S2 thousands of comments, the last one without an end, are read quickly', () => {
    const startedAt = performance.now();
    expect(textKind(utf8(`${'<!---->'.repeat(600)}<!--`))).toBe('text');
    expect(textKind(utf8(`<!doctype ${'['.repeat(4000)}`))).toBe('text');
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });
});

describe('JSON', () => {
  test.each([
    '{"a": 1}',
    '{}',
    '[]',
    '[1]',
    '[-1]',
    '[-1.5e+3, 2]',
    '["a"]',
    '[[0]]',
    '[\n  {"a": 1}]',
    '[null]',
    '[1, 2]\n[3, 4]\n',
    '["a=b",\n"c=d"]',
    '[ 0',
  ])('S3 is %j', (text) => expect(textKind(utf8(text))).toBe('json'));

  test.each([
    '{braces}',
    '[0.jpg]',
    '[2026-11-30] cats',
    '[01:02] lyrics',
    '[truely]',
    '[1] a note',
    '[] to do',
    '[ ] to do',
  ])('S3 is not %j', (text) => expect(textKind(utf8(text))).toBe('text'));
});

describe('JSON and INI, by chance', () => {
  const printable = fc.string({
    unit: fc.constantFrom(...Array.from('ab01.,-+eE"\'={}[]();#/ \\é')),
    maxLength: 8,
  });
  const value = fc.jsonValue({ maxDepth: 3 });

  test('S3 every object and array is JSON, however it is written', () => {
    const document = fc.oneof(fc.array(value), fc.dictionary(printable, value));
    fc.assert(
      fc.property(document, fc.constantFrom(0, 2, '\t'), (content, indent) => {
        expect(textKind(utf8(JSON.stringify(content, null, indent)))).toBe('json');
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  test('S3 a section with a key below it is never JSON, whatever the section is called', () => {
    const name = printable.filter((text) => !/[[\]{}]/.test(text) && text.trim() !== '');
    const key = fc.constantFrom('rotate', 'a b', 'x.y', 'é', '0');
    const line = fc.constantFrom('', '; remark', '# remark', '[other]');
    fc.assert(
      fc.property(name, fc.array(line), key, printable, (section, lines, first, text) => {
        const settings = [`[${section}]`, ...lines, `${first}=${text}`].join('\n');
        expect(textKind(utf8(settings))).toBe('settings');
      }),
      { seed: 1, numRuns: 2000 },
    );
  });
});

describe('other kinds of text', () => {
  test.each([
    ['settings', '[0.jpg]\nrotate=rotate(1)\n'],
    ['settings', '[0]\r\na=1'],
    ['settings', '[true]\n\n[null]\nx = "y"'],
    ['settings', '; a remark\n# another\n[Picasa]\nname=cats'],
    ['settings', '[InternetShortcut]\r\nURL=https://example.com/\r\n'],
    ['settings', '[[products]]\nname = "cat"'],
    ['settings', '[section] ; remark\nkey: value'],
    ['yaml', '---\nnames: [cat, dog]\n'],
    ['yaml', '%YAML 1.2\n---\n'],
    ['table', 'path,label\ncats/1.jpg,0\n'],
    ['table', 'a;b;c\n"1;2";3;4'],
    ['table', 'a\tb\n1\t2\n'],
    ['table', `path,label\n${'cats/1.jpg,0\n'.repeat(500)}`],
    ['script', '#!/bin/sh\necho cats'],
    ['text', 'path,label'],
    ['text', 'Dear cats, hello\nDear dogs, hello'],
    ['text', 'one, two\nthree'],
    ['text', '[section]\nno key'],
    ['text', '0 0.5 0.5 0.1 0.1\n1 0.2 0.2 0.1 0.1\n'],
  ])('S3 is %s: %j', (kind, text) => {
    expect(textKind(utf8(text))).toBe(kind);
    expect(textKind(bytesOf(0xff, 0xfe, utf16(text)))).toBe(kind);
  });

  test('S2 long lines of brackets, digits and quotes are read quickly', () => {
    const startedAt = performance.now();
    for (const part of ['[', '[ ', '[1', '"', '[a]\n', '1e1', '-', ' '.repeat(50)]) {
      for (const first of ['', '[', '{', '[0'])
        textKind(utf8(first + part.repeat(4096 / part.length)));
    }
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });
});

describe('text', () => {
  test('S3 is UTF-8, also if the last character is cut', () => {
    const bytes = utf8('图像数据集说明'.repeat(3));
    for (const cut of [0, 1, 2]) {
      expect(textKind(bytes.subarray(0, bytes.length - cut))).toBe('text');
    }
  });

  test('S3 is UTF-16, also without a byte order mark, or 8-bit Latin', () => {
    expect(textKind(utf16('path,label\r\n'))).toBe('text');
    expect(textKind(bytesOf('Gr\xf6\xdfe, Ma\xdf, caf\xe9'))).toBe('text');
  });

  test('S3 has no control characters, and no high bytes without a meaning', () => {
    expect(textKind(bytesOf('cats', 0, 'dogs'))).toBeNull();
    expect(textKind(bytesOf('cats', 0x0e))).toBeNull();
    expect(textKind(bytesOf(0xff, 0xfe, 1, 0, 2, 0))).toBeNull();
    expect(textKind(bytesOf(0xb1, 0x68, 0xde, 0x3a, 0xff, 0xc0))).toBeNull();
  });
});
