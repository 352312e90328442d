/** One measured figure. */
export interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** What it is to be compared with. */
  readonly note?: string;
}

export interface BenchSettings {
  /** Where generated files are kept. */
  readonly directory: string;
  readonly sizeBytes: number;
  readonly runSizeBytes: number;
}
