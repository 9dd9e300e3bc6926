/**
 * The files and folders that a system or a program leaves between a user's images; `by` is for a
 * sentence. Names are compared in any case (ASCII), and an asterisk stands for any characters. Folders
 * count with everything in them.
 *
 * A name that a user may give to a class of images is not in the list, even if a system uses it too:
 * `RECYCLER` of Windows XP, `Originals` of early Picasa, `CVS`.
 */
export type LeftBehind = readonly [
  by: string,
  files: readonly string[],
  folders: readonly string[],
];

// prettier-ignore
export const LEFT_BEHIND: readonly LeftBehind[] = [
  // github.com/github/gitignore, Global/macOS.gitignore; Netatalk's manual on AppleDouble; Apple's help on
  // Spotlight. The carriage return of the Icon file is U+F00D on Windows and SMB
  ['macOS',
    ['.DS_Store', '._*', 'Icon\r', 'Icon\uf00d', '.localized', '.LSOverride', '.VolumeIcon.icns',
      '.com.apple.timemachine.donotpresent', '.metadata_never_index', '.apdisk'],
    ['__MACOSX', '.AppleDouble', '.AppleDB', '.AppleDesktop', '.Trash', '.Trashes', '.Spotlight-V100',
      '.fseventsd', '.DocumentRevisions-V100', '.TemporaryItems', 'Network Trash Folder']],
  // github.com/github/gitignore, Global/Windows.gitignore; [MS-FSCC] on Zone.Identifier and Samba's
  // vfs_fruit(8) on AFP's: streams, which become files when they are copied to other systems (WSL writes
  // their colon as U+F03A)
  ['Windows',
    ['Thumbs.db', 'Thumbs.db:encryptable', 'ehthumbs.db', 'ehthumbs_vista.db', 'desktop.ini',
      '*:Zone.Identifier', '*:Zone.Identifier:$DATA', '*\uf03aZone.Identifier', '*:AFP_AfpInfo',
      '*:AFP_Resource'],
    ['$RECYCLE.BIN', 'System Volume Information']],
  // github.com/github/gitignore, Global/Linux.gitignore; specifications.freedesktop.org on trash and
  // thumbnails; mklost+found(8); xv's manual on .xvpics; gThumb's on .comments
  ['Linux desktops',
    ['.directory', '.hidden', '.xdg-volume-info', '.fuse_hidden*', '.nfs*'],
    ['.Trash-*', '.thumbnails', '.sh_thumbnails', 'lost+found', '.xvpics', '.comments']],
  // android.googlesource.com, MediaProvider's util/FileUtils.java (PATTERN_EXPIRES_FILE) and
  // MediaStore.MEDIA_IGNORE_FILENAME; its fsck_msdos, which makes LOST.DIR
  ['Android', ['.nomedia', '.thumbdata*', '.trashed-*-*', '.pending-*-*'], ['LOST.DIR']],
  // kb.synology.com on the recycle bin, snapshots, Drive and indexed media (@eaDir, whose thumbnails keep
  // their names when they are copied elsewhere)
  ['a Synology server',
    ['SYNOFILE_THUMB_*', 'SYNOPHOTO_THUMB_*'],
    ['@eaDir', '#recycle', '#snapshot', '.SynologyWorkingDirectory']],
  // docs.qnap.com on the network recycle bin, snapshots and multimedia indexing
  ['a QNAP server', [], ['@Recycle', '@Recently-Snapshot', '.@__*']],
  // Samba's vfs_recycle(8); zfsprops(7) on snapdir; docs.netapp.com on snapshots; snapper(8)
  ['a file server', [], ['.recycle', '.zfs', '.snapshot', '.snapshots', '~snapshot']],
  // help.dropbox.com on .dropbox.cache and on extended attributes
  ['Dropbox',
    ['.dropbox', '.dropbox.attr', '*:com.dropbox.attrs', '*:com.dropbox.attributes'],
    ['.dropbox.cache']],
  // seen in the root of OneDrive folders, by many reports
  ['OneDrive', ['.849C9593-D756-4E56-8D6E-42412F2A707B'], []],
  // support.google.com on Drive for desktop
  ['Google Drive', [], ['.tmp.drivedownload', '.tmp.driveupload']],
  // github.com/nextcloud/desktop and github.com/owncloud/client, sync-exclude.lst
  ['Nextcloud or ownCloud', ['.sync_*.db*', '.owncloudsync.log*', '.nextcloudsync.log*'], []],
  // docs.syncthing.net on versioning and ignoring
  ['Syncthing',
    ['.stignore', '~syncthing~*.tmp', '.syncthing.*.tmp'],
    ['.stversions', '.stfolder']],
  // help.resilio.com on the archive, in the folder .sync
  ['Resilio Sync', [], ['.sync']],
  // support.google.com on Picasa
  ['Picasa', ['.picasa.ini', 'Picasa.ini'], ['.picasaoriginals']],
  // docs.digikam.org on the database and the trash
  ['digiKam', ['digikam4.db*', 'thumbnails-digikam.db*'], ['.dtrash']],
  // helpx.adobe.com on the previews of Lightroom and the cache of Bridge
  ['Lightroom or Bridge', ['.BridgeSort', '.BridgeCache', '.BridgeCacheT'], ['*.lrdata']],
  // ACDSee's guide on originals; Apple's help on iTunes and photos; the manuals of Canon's ZoomBrowser and
  // of Paint Shop Pro on their browsers
  ['ACDSee', [], ['[Originals]']],
  ['iTunes', [], ['iPod Photo Cache']],
  ['ZoomBrowser', ['ZbThumbnail.info'], []],
  ['Paint Shop Pro', ['pspbrwse.jbf'], []],
  // gitignore(5), gitattributes(5), gitmodules(5), and the custom for empty folders; .git holds copies of
  // the files of Git LFS and git-annex
  ['Git', ['.gitkeep', '.keep', '.gitignore', '.gitattributes', '.gitmodules'], ['.git']],
  // the manuals of Subversion, Mercurial and Bazaar; dvc.org on .dvc, which holds copies of the files
  ['version control', ['.dvcignore'], ['.svn', '.hg', '.bzr', '.dvc']],
  // docs.jupyter.org on checkpoints; PEP 3147; the documentation of JetBrains and of VS Code
  ['Jupyter', [], ['.ipynb_checkpoints']],
  ['Python', [], ['__pycache__']],
  ['an editor for code', [], ['.idea', '.vscode']],
];

export const LEFT_BEHIND_FILES = LEFT_BEHIND.flatMap(([, files]) => files);
export const LEFT_BEHIND_FOLDERS = LEFT_BEHIND.flatMap(([, , folders]) => folders);
