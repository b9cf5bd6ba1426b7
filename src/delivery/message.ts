/**
 * What the delivery handles, for every channel alike. What an arrival says and what a message is are
 * the channel's own: here they are objects that go through JSON.
 */

/** What the delivery must know of something that arrived; a channel's own facts hold more. */
export interface Facts {
  /** For the figures and the limits, for example `message` or `press`. */
  kind: string;
  /** The line it waits in: as a rule its chat. */
  line: string;
  /** Whose it is: who is counted, and who can have it erased. Null when nobody is named. */
  sender: string | null;
  /** Milliseconds since 1970; null for what bears no date. */
  sentAt: number | null;
  /** A pressed button: whose and which, and what it says. */
  press: { button: string; data: string } | null;
}

/** A message that waits to be sent: the channel's own fields, and where it goes. */
export type Outgoing<Message extends object> = Message & {
  chat: string;
  /** Milliseconds since 1970 after which it is worth nothing to anybody and is dropped. */
  deadlineAt?: number;
};

/** Something that arrived, and how often work on it has begun. */
export interface Received<Body> {
  id: number;
  body: Body;
  attempts: number;
  /** Milliseconds since 1970. */
  receivedAt: number;
}

/** A message of the outbox. Times in milliseconds since 1970. */
export interface Waiting<Message> {
  id: number;
  chat: string;
  message: Message;
  deadlineAt: number;
  notBefore: number;
  /** Times that it was refused for now. */
  attempts: number;
  /** Times that it was begun and nothing is known of the outcome. */
  begun: number;
}

/** Where one may not always write: a message that may not be sent now is parked until something comes from its chat. */
export interface Parking<Message extends object> {
  /** False for what may not be sent now. */
  mayPass(message: Message, chat: string): boolean;
  /** What is sent in the place of the first that is parked, to ask that its reader write; null when nothing can. */
  knock(message: Message): Message | null;
}

/** What arrived, as it is committed. */
export interface Arrival {
  /** The channel's own number of it: the same again is the same arrival. */
  key: string;
  body: object;
  line: string;
  sender: string | null;
  /** False for what is not to be worked on: only its number is kept, against repetition. */
  wanted: boolean;
}
