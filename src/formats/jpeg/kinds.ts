import { sampleKind, type SampleKind } from '../sample-kind.ts';

const START = 'ffd8 ffe0 0010 4a46494600010100000100010000';
const YCC_420 = '0011 08 0040 0040 03 012200 021101 031101';
const SCAN = 'ffda 000c 03 010002110311 003f00';
const FIRST_SCAN = 'ffda 000c 03 010002110311 000001';
const GREY_SCAN = 'ffda 0008 01 0100 003f00';
const CMYK_SCAN = 'ffda 000e 04 0100020003000400 003f00';

export const JPEG_KINDS: readonly SampleKind[] = [
  sampleKind('from cameras and the web', `${START} ffc0 ${YCC_420} ${SCAN}`),
  sampleKind('progressive', `${START} ffc2 ${YCC_420} ${SCAN}`),
  sampleKind('grey', `${START} ffc0 000b 08 0040 0040 01 011100 ${GREY_SCAN}`),
  sampleKind(
    'colours halved down only (4:4:0)',
    `${START} ffc0 0011 08 0040 0040 03 011200 021101 031101 ${SCAN}`,
  ),
  sampleKind(
    'CMYK, for print',
    `${START} ffc0 0014 08 0040 0040 04 011100 021100 031100 041100 ${CMYK_SCAN}`,
  ),
  sampleKind('progressive, with scans left out', `${START} ffc2 ${YCC_420} ${FIRST_SCAN}`),
  sampleKind('arithmetic coding', `${START} ffc9 ${YCC_420} ${SCAN}`),
  sampleKind('lossless', `${START} ffc3 ${YCC_420} ${SCAN}`),
];
