/** A file of test/fixtures as bytes of their own, which a test may change. */
export declare function readFixture(path: string): Uint8Array<ArrayBuffer>;
export declare function readFixtureJson(path: string): unknown;
/** The entry of fixtures.json about a file in test/fixtures/images. */
export interface ImageFixture {
  readonly file: string;
  readonly format: string | null;
  readonly width: number | null;
  readonly height: number | null;
}
export declare const IMAGE_FIXTURES: readonly ImageFixture[];
