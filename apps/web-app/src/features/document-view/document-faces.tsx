/** A document in one of its faces: what was read, the document as drawn, its XML. The chosen one is remembered. */
import { Button } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentDetail } from '../../api/queries.ts';
import { api, useMe } from '../../api/session.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { Icon } from '../../ui/icon.tsx';
import { showProblem } from '../../ui/problem-note.tsx';
import { Chips } from '../../ui/small.tsx';
import { saveBlob } from '../documents/download-original.ts';
import classes from './document-view.module.css';
import { DrawnPage } from './drawn-page.tsx';
import { type Face, rememberedFace, rememberFace } from './remembered-face.ts';
import { XmlText } from './xml-text.tsx';

interface FacesProps {
  readonly document: DocumentDetail;
  /** What was read; false where nothing was. */
  readonly children: ReactNode;
  readonly hasKeys: boolean;
}

/** Lines of the XML that findings name, and the one at which it could not be read on. */
function markedLines(document: DocumentDetail): number[] {
  const lines = [document.failure?.line ?? 0, ...document.findings.map(({ params }) => Number(params.line))];
  return [...new Set(lines.filter((line) => Number.isInteger(line) && line > 0))].sort((a, b) => a - b);
}

/** A line that the address asks for: "?satir=12". */
function useAskedLine(): number | null {
  const asked: { satir?: unknown } = useSearch({ strict: false });
  const line = Number(asked.satir);
  return Number.isInteger(line) && line > 0 ? line : null;
}

/** What could not be read can be looked at as XML alone. */
function facesOf(document: DocumentDetail, isRead: boolean): readonly Face[] {
  if (document.failure !== null) return ['xml'];
  return isRead ? ['read', 'drawn', 'xml'] : ['drawn', 'xml'];
}

export function DocumentFaces({ document, children, hasKeys }: FacesProps) {
  const { t } = useTranslation();
  const userId = useMe()?.user.id ?? '';
  const line = useAskedLine();
  const faces = facesOf(document, children !== false);
  const [chosen, setChosen] = useState<Face>(line === null ? rememberedFace(userId) : 'xml');
  const face = faces.includes(chosen) ? chosen : (faces[0] ?? 'xml');
  const choose = (next: Face) => {
    setChosen(next);
    rememberFace(userId, next);
  };
  const next = () => choose(faces[(faces.indexOf(face) + 1) % faces.length] ?? 'read');
  useKeys(hasKeys ? [{ key: 'v', label: t('documentView.next'), run: next }] : []);
  return (
    <div className={classes.faces}>
      <div className={classes.bar}>
        <Chips
          label={t('documentView.label')}
          value={face}
          onChange={choose}
          choices={faces.map((value) => ({ value, label: t(`documentView.face.${value}`) }))}
        />
        <div className={classes.files}>
          {document.renderings.map((rendering) => (
            <RenderingButton key={rendering.id} documentId={document.id} rendering={rendering} />
          ))}
          {document.failure === null && <PdfButton document={document} />}
        </div>
      </div>
      {face === 'read' && children}
      {face === 'drawn' && <DrawnPage key={document.id} documentId={document.id} />}
      {face === 'xml' && (
        <XmlText key={document.id} documentId={document.id} line={line} marked={markedLines(document)} />
      )}
    </div>
  );
}

function PdfButton({ document }: { document: DocumentDetail }) {
  const { t } = useTranslation();
  const name = document.documentNo ?? document.fileName.replace(/\.xml$/i, '');
  return (
    <SaveButton
      path={`/documents/${encodeURIComponent(document.id)}/pdf`}
      fileName={`${name}.pdf`}
      text={t('documentView.pdf')}
    />
  );
}

interface RenderingProps {
  readonly documentId: string;
  readonly rendering: DocumentDetail['renderings'][number];
}

/** As the integrator or the portal drew it: saved, never opened in the page. */
function RenderingButton({ documentId, rendering: { id, kind, fileName } }: RenderingProps) {
  const { t } = useTranslation();
  const path = `/documents/${encodeURIComponent(documentId)}/renderings/${encodeURIComponent(id)}/file`;
  return <SaveButton path={path} fileName={fileName} text={t(`documentView.rendering.${kind}`)} />;
}

interface SaveProps {
  readonly path: string;
  readonly fileName: string;
  readonly text: string;
}

function SaveButton({ path, fileName, text }: SaveProps) {
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const bytes = await (await api.raw(path)).arrayBuffer();
      // A neutral type: whatever the file says it is, it is only stored.
      saveBlob(new Blob([bytes], { type: 'application/octet-stream' }), fileName);
    } catch (error) {
      showProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button
      size="compact-sm"
      variant="default"
      title={fileName}
      leftSection={<Icon name="download" size={14} />}
      loading={busy}
      onClick={() => void save()}
    >
      {text}
    </Button>
  );
}
