/** Reads the header of a GİB envelope: who sent it to whom, under which alias, and what it is called. */
import { XmlElement, type XmlNode } from 'libxml2-wasm';
import { nextNode } from '../xml/next-node.ts';

/** One side of an envelope: a taxpayer, the revenue administration, or who writes for one of them. */
export interface EnvelopeParty {
  /** The alias it is sent by or to: "urn:mail:defaultpk@firma.com.tr"; "GIB" of the revenue administration. */
  readonly alias: string | null;
  /** VKN or TCKN. */
  readonly taxId: string | null;
  readonly name: string | null;
}

/** What is absent or empty is null; texts are cut to what a line can show. */
export interface EnvelopeHeader {
  /** Its own UUID (InstanceIdentifier), lower case. */
  readonly id: string | null;
  /** SENDERENVELOPE, POSTBOXENVELOPE, SYSTEMENVELOPE, USERENVELOPE. */
  readonly type: string | null;
  readonly sender: EnvelopeParty;
  readonly receiver: EnvelopeParty;
}

const LONGEST_TEXT = 200;

/** `envelope` is a StandardBusinessDocument; one without a header has a header of nulls. */
export function readEnvelopeHeader(envelope: XmlElement): EnvelopeHeader {
  const header = child(envelope, 'StandardBusinessDocumentHeader');
  const identification = child(header, 'DocumentIdentification');
  return {
    id: textOf(child(identification, 'InstanceIdentifier'))?.toLowerCase() ?? null,
    type: textOf(child(identification, 'Type')),
    sender: readParty(child(header, 'Sender')),
    receiver: readParty(child(header, 'Receiver')),
  };
}

/** GİB writes tax number and title as contacts that say which they are. */
function readParty(party: XmlElement | null): EnvelopeParty {
  const contacts = party === null ? [] : childrenOf(party, 'ContactInformation');
  const saying = (type: string) => {
    const contact = contacts.find(
      (one) => textOf(child(one, 'ContactTypeIdentifier'))?.toUpperCase() === type,
    );
    return textOf(child(contact ?? null, 'Contact'));
  };
  return { alias: textOf(child(party, 'Identifier')), taxId: saying('VKN_TCKN'), name: saying('UNVAN') };
}

function childrenOf(parent: XmlElement, name: string): XmlElement[] {
  const found: XmlElement[] = [];
  for (let node: XmlNode | null = parent.firstChild; node !== null; node = nextNode(node))
    if (node instanceof XmlElement && node.name === name) found.push(node);
  return found;
}

const child = (parent: XmlElement | null, name: string) =>
  parent === null ? null : (childrenOf(parent, name)[0] ?? null);

const textOf = (element: XmlElement | null) =>
  element?.content.trim().slice(0, LONGEST_TEXT).toWellFormed() || null;
