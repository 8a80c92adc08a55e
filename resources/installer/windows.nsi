; Installs the built program for one user, without admin rights, in the layout of desktop/updates/installation.py. Made by
; make_windows.sh, which defines VERSION, NUMBERS (1.0.0.0), PROGRAM (PyInstaller's folder), STARTERS and OUT.
;
; A silent installation: /S [/DESKTOP=0|1] [/AUTOSTART=0|1]. Ends with 0, or 3: the program is open, 4: a newer version is
; installed, 5: not Windows 10 x64, 6: the folder can't be written. Nothing was changed then.

Unicode true
!ifdef STUB
  Target ${STUB}
!endif
!ifdef QUICK
  SetCompress off
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif

!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "WinVer.nsh"
!include "WordFunc.nsh"
!include "x64.nsh"
!include "Win/COM.nsh"
!include "Win/Propkey.nsh"

!define NAME "Buku Aduan"
!define STARTER "Buku Aduan.exe"
!define COMMANDS "buku-aduan-cli.exe"
!define UNINSTALLER "Hapus Buku Aduan.exe"
!define SETTINGS "Software\Buku Aduan"
!define LISTED "Software\Microsoft\Windows\CurrentVersion\Uninstall\BukuAduan"
!define AUTOSTART "Software\Microsoft\Windows\CurrentVersion\Run"
!define CLASSES "Software\Classes"
; The name under which starter.c starts every version: Windows gives one name one button.
!define TASKBAR_BUTTON "BukuAduan"
; The first build for which Qt is made, of October 2018.
!define OLDEST_BUILD 17763

Name "${NAME}"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${SETTINGS}" "Folder"
ManifestSupportedOS Win10
ManifestDPIAware true
ManifestLongPathAware true
BrandingText "${NAME} ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow
AllowSkipFiles off

VIProductVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "Pemasang ${NAME}"
VIAddVersionKey "CompanyName" "Buku Aduan contributors"
VIAddVersionKey "LegalCopyright" "MIT"

!define MUI_ICON "..\icons\buku-aduan.ico"
!define MUI_UNICON "..\icons\buku-aduan.ico"
!define MUI_ABORTWARNING
!define MUI_LANGDLL_REGISTRY_ROOT HKCU
!define MUI_LANGDLL_REGISTRY_KEY "${SETTINGS}"
!define MUI_LANGDLL_REGISTRY_VALUENAME "Installer language"
!define MUI_WELCOMEPAGE_TEXT "$(WELCOME)"
!define MUI_COMPONENTSPAGE_NODESC
!define MUI_FINISHPAGE_RUN "$INSTDIR\${STARTER}"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(DATA_STAY)"

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!define MUI_FINISHPAGE_TEXT "$(REMOVED)"
!insertmacro MUI_UNPAGE_FINISH

!insertmacro MUI_LANGUAGE "Indonesian"
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_RESERVEFILE_LANGDLL

!macro TEXT NAME INDONESIAN ENGLISH
  LangString ${NAME} ${LANG_INDONESIAN} "${INDONESIAN}"
  LangString ${NAME} ${LANG_ENGLISH} "${ENGLISH}"
!macroend
!insertmacro TEXT WELCOME "Buku Aduan ${VERSION} dipasang untuk Anda di komputer ini, tanpa hak admin. Bila sudah terpasang, program diperbaiki atau diperbarui; buku dan data kantor tidak disentuh.$\r$\n$\r$\nTutup Buku Aduan dahulu bila sedang terbuka." "Buku Aduan ${VERSION} will be installed for you on this computer, without admin rights. Where it is installed already, the program is repaired or updated; the office's book and data are not touched.$\r$\n$\r$\nClose Buku Aduan first if it is open."
!insertmacro TEXT PART_PROGRAM "Buku Aduan (wajib)" "Buku Aduan (required)"
!insertmacro TEXT PART_DESKTOP "Ikon di desktop" "Icon on the desktop"
!insertmacro TEXT PART_AUTOSTART "Mulai bersama Windows, di bilah tugas" "Start with Windows, in the task bar"
!insertmacro TEXT WRONG_WINDOWS "Buku Aduan memerlukan Windows 10 (versi 1809 atau lebih baru) atau Windows 11, 64-bit. Tidak ada yang dipasang atau diubah di komputer ini. Pasang di komputer lain, atau perbarui Windows dahulu." "Buku Aduan needs Windows 10 (version 1809 or newer) or Windows 11, 64-bit. Nothing was installed or changed on this computer. Install it on another one, or update Windows first."
!insertmacro TEXT NEWER_INSTALLED "Di komputer ini sudah terpasang versi yang lebih baru dari ${VERSION}. Tidak ada yang diubah; pakailah versi yang sudah ada." "A version newer than ${VERSION} is installed on this computer. Nothing was changed; use the one that is there."
!insertmacro TEXT PROGRAM_OPEN "Buku Aduan sedang terbuka. Tidak ada yang diubah. Tutup dahulu jendelanya, lalu tekan Coba lagi." "Buku Aduan is open. Nothing was changed. Close its window first, then press Retry."
!insertmacro TEXT NOT_WRITTEN "Folder program tidak dapat ditulisi, atau disk penuh. Versi yang sebelumnya, bila ada, tetap dapat dipakai, dan data kantor aman. Kosongkan disk atau tutup program lain, lalu pasang lagi." "The program's folder can't be written, or the disk is full. The version from before, if any, can still be used, and the office's data are safe. Make room on the disk or close other programs, then install again."
!insertmacro TEXT KIND_BUNDLE "Kiriman Buku Aduan" "Buku Aduan exchange file"
!insertmacro TEXT KIND_RELEASE "Rilis Buku Aduan" "Buku Aduan release"
!insertmacro TEXT KIND_BACKUP "Cadangan Buku Aduan" "Buku Aduan backup"
!insertmacro TEXT DATA_STAY "Program akan dihapus. Buku, lampiran, dan cadangan kantor TIDAK dihapus; semuanya tetap di $LOCALAPPDATA\buku-aduan." "The program will be removed. The office's book, attachments and backups are NOT removed; all of them stay in $LOCALAPPDATA\buku-aduan."
!insertmacro TEXT REMOVED "Program sudah dihapus. Buku dan data kantor masih ada di $LOCALAPPDATA\buku-aduan. Pasang Buku Aduan lagi, dan buku terbuka seperti semula." "The program has been removed. The office's book and data are still in $LOCALAPPDATA\buku-aduan. Install Buku Aduan again, and the book opens as before."

; Says the sentence, unless silent, and ends with this exit code.
!macro REFUSE SENTENCE CODE
  MessageBox MB_OK|MB_ICONEXCLAMATION "${SENTENCE}" /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend

; A text file of one line, replaced whole: after a power cut it holds its old or its new line.
!macro WRITE_LINE FILE LINE
  ClearErrors
  FileOpen $R9 "$INSTDIR\${FILE}.part" w
  FileWrite $R9 "${LINE}$\n"
  FileClose $R9
  System::Call 'kernel32::MoveFileExW(w "$INSTDIR\${FILE}.part", w "$INSTDIR\${FILE}", i 9) i .R9'
  ${If} $R9 = 0
  ${OrIf} ${Errors}
    !insertmacro REFUSE "$(NOT_WRITTEN)" 6
  ${EndIf}
!macroend

; The version that the next start would use, into $R0; '' where none is installed.
!macro READ_CURRENT
  StrCpy $R0 ""
  ClearErrors
  FileOpen $R9 "$INSTDIR\current" r
  ${IfNot} ${Errors}
    FileRead $R9 $R0 64
    FileClose $R9
    ${WordReplace} $R0 "$\r" "" "+" $R0
    ${WordReplace} $R0 "$\n" "" "+" $R0
  ${EndIf}
  ClearErrors
!macroend

; A shortcut that shares its button on the taskbar with the windows of the program that it starts (starter.c). One that lacks the
; button's name, on a Windows that refuses it, starts the program all the same.
!macro SHORTCUT PATH
  CreateShortCut "${PATH}" "$INSTDIR\${STARTER}"
  Push "${PATH}"
  Call NameButton
!macroend

Function NameButton
  Exch $R9
  Push $R0
  Push $R1
  Push $R2
  Push $R3
  Push $R4
  !insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} R0 ""
  ${If} $R0 P<> 0
    ${IUnknown::QueryInterface} $R0 '("${IID_IPersistFile}",.R1)'
    ${If} $R1 P<> 0
      ${IPersistFile::Load} $R1 '("$R9", ${STGM_READWRITE})'
      StrCpy $R5 $R9
      ${IUnknown::QueryInterface} $R0 '("${IID_IPropertyStore}",.R2)'
      ${If} $R2 P<> 0
        System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID})p.R3'
        System::Call 'oleaut32::SysAllocString(w "${TASKBAR_BUTTON}")p.R9'
        System::Call '*${SYSSTRUCT_PROPVARIANT}(${VT_BSTR},,p R9)p.R4'
        ${IPropertyStore::SetValue} $R2 '($R3,$R4)'
        ${IPropertyStore::Commit} $R2 ""
        ${IUnknown::Release} $R2 ""
        System::Call 'oleaut32::SysFreeString(p R9)'
        System::Free $R3
        System::Free $R4
        ; Not 0 for the file that was loaded: it would be taken for a name.
        ${IPersistFile::Save} $R1 '("$R5", 1)'
      ${EndIf}
      ${IUnknown::Release} $R1 ""
    ${EndIf}
    ${IUnknown::Release} $R0 ""
  ${EndIf}
  Pop $R4
  Pop $R3
  Pop $R2
  Pop $R1
  Pop $R0
  Pop $R9
FunctionEnd

; A double click on a file of this kind opens it in the program.
!macro KIND ENDING CLASS NAME_OF_KIND
  WriteRegStr HKCU "${CLASSES}\${ENDING}" "" "${CLASS}"
  WriteRegStr HKCU "${CLASSES}\${CLASS}" "" "${NAME_OF_KIND}"
  WriteRegStr HKCU "${CLASSES}\${CLASS}\DefaultIcon" "" "$INSTDIR\${STARTER},0"
  WriteRegStr HKCU "${CLASSES}\${CLASS}\shell\open\command" "" '"$INSTDIR\${STARTER}" open "%1"'
!macroend

!macro UNKIND ENDING CLASS
  ReadRegStr $R4 HKCU "${CLASSES}\${ENDING}" ""
  ${If} $R4 == "${CLASS}"
    DeleteRegKey HKCU "${CLASSES}\${ENDING}"
  ${EndIf}
  DeleteRegKey HKCU "${CLASSES}\${CLASS}"
!macroend

; Whether a program runs from any version's folder: Windows lets nobody write to a program that runs.
!macro WAIT_UNTIL_CLOSED UN
Function ${UN}WaitUntilClosed
  again:
  FindFirst $R1 $R2 "$INSTDIR\*"
  StrCpy $R3 ""
  ${DoWhile} $R2 != ""
    ${If} ${FileExists} "$INSTDIR\$R2\buku-aduan.exe"
    ${AndIf} $R2 != "."
    ${AndIf} $R2 != ".."
      ClearErrors
      FileOpen $R4 "$INSTDIR\$R2\buku-aduan.exe" a
      ${If} ${Errors}
        StrCpy $R3 "$R2"
      ${Else}
        FileClose $R4
      ${EndIf}
      ClearErrors
      FileOpen $R4 "$INSTDIR\$R2\buku-aduan-cli.exe" a
      ${If} ${Errors}
        StrCpy $R3 "$R2"
      ${Else}
        FileClose $R4
      ${EndIf}
    ${EndIf}
    FindNext $R1 $R2
  ${Loop}
  FindClose $R1
  ClearErrors
  ${If} $R3 != ""
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(PROGRAM_OPEN)" /SD IDCANCEL IDRETRY again
    SetErrorLevel 3
    Quit
  ${EndIf}
FunctionEnd
!macroend
!insertmacro WAIT_UNTIL_CLOSED ""
!insertmacro WAIT_UNTIL_CLOSED "un."

Section "!$(PART_PROGRAM)" PROGRAM_PART
  SectionIn RO
  Call WaitUntilClosed
  !insertmacro READ_CURRENT
  StrCpy $0 "$INSTDIR\.new-${VERSION}-installer"
  StrCpy $1 "$INSTDIR\.old-${VERSION}-installer"
  RMDir /r "$0"
  RMDir /r "$1"
  ClearErrors
  SetOutPath "$0"
  ${If} ${Errors}
    !insertmacro REFUSE "$(NOT_WRITTEN)" 6
  ${EndIf}
  File /r "${PROGRAM}/*"
  ${If} ${Errors}
    SetOutPath "$TEMP"
    RMDir /r "$0"
    !insertmacro REFUSE "$(NOT_WRITTEN)" 6
  ${EndIf}
  ; Out of the folder, or Windows would not rename it.
  SetOutPath "$INSTDIR"
  ${If} ${FileExists} "$INSTDIR\${VERSION}\*"
    Rename "$INSTDIR\${VERSION}" "$1"
  ${EndIf}
  Rename "$0" "$INSTDIR\${VERSION}"
  ${If} ${Errors}
    Rename "$1" "$INSTDIR\${VERSION}"
    RMDir /r "$0"
    !insertmacro REFUSE "$(NOT_WRITTEN)" 6
  ${EndIf}
  File "${STARTERS}/${STARTER}"
  File "${STARTERS}/${COMMANDS}"
  WriteUninstaller "$INSTDIR\${UNINSTALLER}"
  ${If} ${Errors}
    !insertmacro REFUSE "$(NOT_WRITTEN)" 6
  ${EndIf}
  Delete "$INSTDIR\went-back"
  Delete "$INSTDIR\failed"
  Delete "$INSTDIR\starting"
  ${If} $R0 != ""
  ${AndIf} $R0 != "${VERSION}"
  ${AndIf} ${FileExists} "$INSTDIR\$R0\buku-aduan.exe"
    ; As after an update: one that never gets to its home screen is given up.
    !insertmacro WRITE_LINE "previous" "$R0"
  ${Else}
    Delete "$INSTDIR\previous"
  ${EndIf}
  !insertmacro WRITE_LINE "current" "${VERSION}"
  RMDir /r "$1"

  !insertmacro SHORTCUT "$SMPROGRAMS\${NAME}.lnk"
  !insertmacro KIND ".aduan-usb" "BukuAduan.Bundle" "$(KIND_BUNDLE)"
  !insertmacro KIND ".aduan" "BukuAduan.Backup" "$(KIND_BACKUP)"
  !insertmacro KIND ".aduan-rilis" "BukuAduan.Release" "$(KIND_RELEASE)"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'

  WriteRegStr HKCU "${SETTINGS}" "Folder" "$INSTDIR"
  WriteRegStr HKCU "${LISTED}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${LISTED}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${LISTED}" "DisplayIcon" "$INSTDIR\${STARTER}"
  WriteRegStr HKCU "${LISTED}" "Publisher" "Buku Aduan contributors"
  WriteRegStr HKCU "${LISTED}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${LISTED}" "UninstallString" '"$INSTDIR\${UNINSTALLER}"'
  WriteRegStr HKCU "${LISTED}" "QuietUninstallString" '"$INSTDIR\${UNINSTALLER}" /S'
  WriteRegDWORD HKCU "${LISTED}" "NoModify" 1
  SectionGetSize ${PROGRAM_PART} $2
  WriteRegDWORD HKCU "${LISTED}" "EstimatedSize" $2
SectionEnd

Section "$(PART_DESKTOP)" DESKTOP_PART
SectionEnd

Section /o "$(PART_AUTOSTART)" AUTOSTART_PART
SectionEnd

; What was not chosen goes away, so that installing over changes the choice.
Section -chosen
  ${If} ${SectionIsSelected} ${DESKTOP_PART}
    !insertmacro SHORTCUT "$DESKTOP\${NAME}.lnk"
    WriteRegDWORD HKCU "${SETTINGS}" "Desktop" 1
  ${Else}
    Delete "$DESKTOP\${NAME}.lnk"
    WriteRegDWORD HKCU "${SETTINGS}" "Desktop" 0
  ${EndIf}
  ${If} ${SectionIsSelected} ${AUTOSTART_PART}
    WriteRegStr HKCU "${AUTOSTART}" "${NAME}" '"$INSTDIR\${STARTER}" --minimised'
    WriteRegDWORD HKCU "${SETTINGS}" "Autostart" 1
  ${Else}
    DeleteRegValue HKCU "${AUTOSTART}" "${NAME}"
    WriteRegDWORD HKCU "${SETTINGS}" "Autostart" 0
  ${EndIf}
SectionEnd

; As chosen at the last installation, or as the command line says.
!macro CHOICE PART SETTING OPTION
  ClearErrors
  ReadRegDWORD $R1 HKCU "${SETTINGS}" "${SETTING}"
  ${If} ${Errors}
    StrCpy $R1 ""
  ${EndIf}
  ClearErrors
  ${GetOptions} $R0 "${OPTION}=" $R2
  ${IfNot} ${Errors}
    StrCpy $R1 $R2
  ${EndIf}
  ${If} $R1 == "1"
    !insertmacro SelectSection ${PART}
  ${ElseIf} $R1 == "0"
    !insertmacro UnselectSection ${PART}
  ${EndIf}
!macroend

Function .onInit
  StrCpy $LANGUAGE ${LANG_INDONESIAN}
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} ${OLDEST_BUILD}
    !insertmacro REFUSE "$(WRONG_WINDOWS)" 5
  ${EndIf}
  ; On ARM only Windows 11 runs programs for x64.
  ${If} ${IsNativeARM64}
  ${AndIfNot} ${AtLeastBuild} 22000
    !insertmacro REFUSE "$(WRONG_WINDOWS)" 5
  ${EndIf}
  !insertmacro MUI_LANGDLL_DISPLAY
  !insertmacro READ_CURRENT
  ${If} $R0 != ""
    ${VersionCompare} "$R0" "${VERSION}" $R1
    ${If} $R1 = 1
      !insertmacro REFUSE "$(NEWER_INSTALLED)" 4
    ${EndIf}
  ${EndIf}
  ${GetParameters} $R0
  !insertmacro CHOICE ${DESKTOP_PART} "Desktop" "/DESKTOP"
  !insertmacro CHOICE ${AUTOSTART_PART} "Autostart" "/AUTOSTART"
FunctionEnd

Function un.onInit
  !insertmacro MUI_UNGETLANGUAGE
FunctionEnd

Section Uninstall
  Call un.WaitUntilClosed
  ; Only what is ours: the folder may have been chosen with /D.
  FindFirst $R1 $R2 "$INSTDIR\*"
  ${DoWhile} $R2 != ""
    StrCpy $R3 $R2 5
    ${If} $R2 == "."
    ${OrIf} $R2 == ".."
      Nop
    ${ElseIf} ${FileExists} "$INSTDIR\$R2\buku-aduan.exe"
    ${OrIf} $R3 == ".new-"
    ${OrIf} $R3 == ".old-"
      RMDir /r "$INSTDIR\$R2"
    ${EndIf}
    FindNext $R1 $R2
  ${Loop}
  FindClose $R1
  Delete "$INSTDIR\current"
  Delete "$INSTDIR\previous"
  Delete "$INSTDIR\starting"
  Delete "$INSTDIR\went-back"
  Delete "$INSTDIR\failed"
  Delete "$INSTDIR\updating"
  Delete "$INSTDIR\*.part"
  Delete "$INSTDIR\${STARTER}"
  Delete "$INSTDIR\${COMMANDS}"
  Delete "$INSTDIR\${UNINSTALLER}"
  SetOutPath "$TEMP"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  !insertmacro UNKIND ".aduan-usb" "BukuAduan.Bundle"
  !insertmacro UNKIND ".aduan" "BukuAduan.Backup"
  !insertmacro UNKIND ".aduan-rilis" "BukuAduan.Release"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  DeleteRegValue HKCU "${AUTOSTART}" "${NAME}"
  DeleteRegKey HKCU "${LISTED}"
  DeleteRegKey HKCU "${SETTINGS}"
SectionEnd
