import type { Failure } from '../core/verdict.ts';

export const NO_HEADER: Failure = {
  code: 'corrupt',
  detail: 'The archive is damaged: its directory leads to a place at which no file begins.',
};

export const BROKEN: Failure = {
  code: 'corrupt',
  detail: 'Its compressed data in the archive are damaged.',
};
export const WRONG_SIZE: Failure = {
  code: 'corrupt',
  detail:
    'It does not have the size that the archive states: the archive is damaged, or made to fill the memory.',
};
export const WRONG_SUM: Failure = {
  code: 'corrupt',
  detail: 'It does not have the checksum that the archive states (CRC-32): the archive is damaged.',
};
