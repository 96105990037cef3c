import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { DocumentAdd20Regular, FolderAdd20Regular } from '@fluentui/react-icons';
import { useRef, useState, type ChangeEvent, type DragEvent } from 'react';
import { chosenFiles, droppedFiles, type NamedFile } from './dropped-files.js';
import { FILES_EN as WORDS } from './files-messages-en.js';

const useStyles = makeStyles({
  zone: {
    display: 'grid',
    justifyItems: 'center',
    rowGap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalL}`,
    border: `1px dashed ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
    textAlign: 'center',
  },
  over: {
    borderTopColor: tokens.colorBrandStroke1,
    borderRightColor: tokens.colorBrandStroke1,
    borderBottomColor: tokens.colorBrandStroke1,
    borderLeftColor: tokens.colorBrandStroke1,
    backgroundColor: tokens.colorBrandBackground2,
  },
  buttons: { display: 'flex', flexWrap: 'wrap', justifyContent: 'center', gap: tokens.spacingHorizontalS },
});

/** Where files and folders are dropped, with buttons that do the same. */
export function DropZone({ onFiles }: { onFiles: (files: readonly NamedFile[]) => void }) {
  const styles = useStyles();
  const [isOver, setIsOver] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const onChosen = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    onFiles(chosenFiles(currentTarget.files));
    // So that the same file, mended, can be chosen again.
    currentTarget.value = '';
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    void droppedFiles(event.dataTransfer).then(onFiles);
  };
  return (
    <section
      aria-label={WORDS.drop}
      className={mergeClasses(styles.zone, isOver && styles.over)}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={onDrop}
    >
      <Text>{isOver ? WORDS.dropNow : WORDS.drop}</Text>
      <span className={styles.buttons}>
        <Button icon={<DocumentAdd20Regular />} onClick={() => files.current?.click()}>
          {WORDS.chooseFiles}
        </Button>
        <Button icon={<FolderAdd20Regular />} onClick={() => folder.current?.click()}>
          {WORDS.chooseFolder}
        </Button>
      </span>
      <input ref={files} type="file" multiple hidden data-testid="files" onChange={onChosen} />
      <input
        ref={folder}
        type="file"
        multiple
        hidden
        data-testid="folder"
        onChange={onChosen}
        {...{ webkitdirectory: '' }}
      />
    </section>
  );
}
