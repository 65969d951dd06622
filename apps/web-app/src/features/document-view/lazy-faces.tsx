/** The faces of a document, loaded with their texts after what was read is there; its place is kept meanwhile. */
import { lazy, type ReactNode, Suspense } from 'react';
import type { DocumentDetail } from '../../api/queries.ts';
import { withTexts } from '../../i18n/page-texts.ts';

const Faces = lazy(() =>
  withTexts(['documentView'], import('./document-faces.tsx')).then((part) => ({
    default: part.DocumentFaces,
  })),
);

interface FacesProps {
  readonly document: DocumentDetail;
  /** What was read, drawn by us; false where nothing was. */
  readonly children: ReactNode;
  /** Whether its key works now. */
  readonly hasKeys: boolean;
}

export function DocumentFaces({ children, ...props }: FacesProps) {
  const waiting = (
    <>
      <div style={{ height: 38 }} />
      {children}
    </>
  );
  return (
    <Suspense fallback={waiting}>
      <Faces {...props}>{children}</Faces>
    </Suspense>
  );
}
