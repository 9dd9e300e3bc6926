/**
 * The files and folders that a system or a program leaves between a user's images. Names are
 * compared in any case (ASCII), and an asterisk stands for any characters. Folders count with
 * everything in them. A name that a user may give to a class of images is not in the list, even if a
 * system uses it too: `RECYCLER` of Windows XP, `Originals` of early Picasa, `CVS`.
 */
export interface LeftBehind {
  /** For a sentence: "macOS". */
  readonly by: string;
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

export const LEFT_BEHIND: readonly LeftBehind[] = [
  {
    // github.com/github/gitignore, Global/macOS.gitignore; Netatalk's manual on AppleDouble; Apple's
    // help on Spotlight. The carriage return of the Icon file is U+F00D on Windows and SMB
    by: 'macOS',
    files: [
      '.DS_Store',
      '._*',
      'Icon\r',
      'Icon\uf00d',
      '.localized',
      '.LSOverride',
      '.VolumeIcon.icns',
      '.com.apple.timemachine.donotpresent',
      '.metadata_never_index',
      '.apdisk',
    ],
    folders: [
      '__MACOSX',
      '.AppleDouble',
      '.AppleDB',
      '.AppleDesktop',
      '.Trash',
      '.Trashes',
      '.Spotlight-V100',
      '.fseventsd',
      '.DocumentRevisions-V100',
      '.TemporaryItems',
      'Network Trash Folder',
    ],
  },
  {
    // github.com/github/gitignore, Global/Windows.gitignore; [MS-FSCC] on Zone.Identifier and Samba's
    // vfs_fruit(8) on AFP's: streams, which become files when they are copied to other systems (WSL
    // writes their colon as U+F03A)
    by: 'Windows',
    files: [
      'Thumbs.db',
      'Thumbs.db:encryptable',
      'ehthumbs.db',
      'ehthumbs_vista.db',
      'desktop.ini',
      '*:Zone.Identifier',
      '*:Zone.Identifier:$DATA',
      '*\uf03aZone.Identifier',
      '*:AFP_AfpInfo',
      '*:AFP_Resource',
    ],
    folders: ['$RECYCLE.BIN', 'System Volume Information'],
  },
  {
    // github.com/github/gitignore, Global/Linux.gitignore; specifications.freedesktop.org on trash and
    // thumbnails; mklost+found(8); xv's manual and GIMP 1 on .xvpics; gThumb's on .comments
    by: 'Linux desktops',
    files: ['.directory', '.hidden', '.xdg-volume-info', '.fuse_hidden*', '.nfs*'],
    folders: ['.Trash-*', '.thumbnails', '.sh_thumbnails', 'lost+found', '.xvpics', '.comments'],
  },
  {
    // android.googlesource.com, MediaProvider's util/FileUtils.java (PATTERN_EXPIRES_FILE) and
    // MediaStore.MEDIA_IGNORE_FILENAME; its fsck_msdos, which makes LOST.DIR
    by: 'Android',
    files: ['.nomedia', '.thumbdata*', '.trashed-*-*', '.pending-*-*'],
    folders: ['LOST.DIR'],
  },
  {
    // kb.synology.com on the recycle bin, snapshots, Drive and indexed media (@eaDir, whose thumbnails
    // keep their names when they are copied elsewhere)
    by: 'Synology',
    files: ['SYNOFILE_THUMB_*', 'SYNOPHOTO_THUMB_*'],
    folders: ['@eaDir', '#recycle', '#snapshot', '.SynologyWorkingDirectory'],
  },
  {
    // docs.qnap.com on the network recycle bin, snapshots and multimedia indexing
    by: 'QNAP',
    files: [],
    folders: ['@Recycle', '@Recently-Snapshot', '.@__*'],
  },
  {
    // Samba's vfs_recycle(8); zfsprops(7) on snapdir; docs.netapp.com on snapshots;
    // snapper(8)
    by: 'a file server',
    files: [],
    folders: ['.recycle', '.zfs', '.snapshot', '.snapshots', '~snapshot'],
  },
  {
    // help.dropbox.com on .dropbox.cache; docs.syncthing.net on versioning and ignoring; Resilio's help
    // on the folder .sync; github.com/nextcloud/desktop, sync-exclude.lst; Google's help on Drive
    by: 'a program that synchronises folders',
    files: [
      '.dropbox',
      '.dropbox.attr',
      '*:com.dropbox.attrs',
      '*:com.dropbox.attributes',
      '.849C9593-D756-4E56-8D6E-42412F2A707B', // OneDrive
      '.sync_*.db*',
      '.owncloudsync.log*',
      '.nextcloudsync.log*',
      '.stignore',
      '~syncthing~*.tmp',
      '.syncthing.*.tmp',
    ],
    folders: [
      '.dropbox.cache',
      '.tmp.drivedownload',
      '.tmp.driveupload',
      '.stversions',
      '.stfolder',
      '.sync',
    ],
  },
  {
    // Google's help on Picasa; docs.digikam.org on its database and trash; helpx.adobe.com on the
    // previews of Lightroom and the cache of Bridge; ACDSee's guide on [Originals]; Apple's help on
    // iTunes and photos; Canon's and Corel's on the caches of ZoomBrowser and Paint Shop Pro
    by: 'a program for photos',
    files: [
      '.picasa.ini',
      'Picasa.ini',
      'digikam4.db*',
      'thumbnails-digikam.db*',
      '.BridgeSort',
      '.BridgeCache',
      '.BridgeCacheT',
      'ZbThumbnail.info',
      'pspbrwse.jbf',
    ],
    folders: ['.picasaoriginals', '.dtrash', '*.lrdata', '[Originals]', 'iPod Photo Cache'],
  },
  {
    // gitignore(5), gitattributes(5), gitmodules(5) and the customs of empty folders; the manuals of
    // Subversion, Mercurial and DVC, whose folders hold copies of the files
    by: 'version control',
    files: ['.gitkeep', '.keep', '.gitignore', '.gitattributes', '.gitmodules', '.dvcignore'],
    folders: ['.git', '.svn', '.hg', '.bzr', '.dvc'],
  },
  {
    // docs.jupyter.org on checkpoints; PEP 3147; the documentation of JetBrains and of VS Code
    by: 'a program for code',
    files: [],
    folders: ['.ipynb_checkpoints', '__pycache__', '.idea', '.vscode'],
  },
];

export const LEFT_BEHIND_FILES = LEFT_BEHIND.flatMap(({ files }) => files);
export const LEFT_BEHIND_FOLDERS = LEFT_BEHIND.flatMap(({ folders }) => folders);
