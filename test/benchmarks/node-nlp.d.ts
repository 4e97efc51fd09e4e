declare module 'node-nlp' {
  /** The part of the manager that the benchmark calls. */
  export class NlpManager {
    constructor(options: { languages: string[]; autoSave: boolean; nlu: { log: boolean } });
    addDocument(locale: string, utterance: string, intent: string): void;
    train(): Promise<void>;
    process(
      locale: string,
      utterance: string,
    ): Promise<{ classifications: { intent: string; score: number }[] }>;
  }
}
