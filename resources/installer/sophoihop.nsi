; The installer. Given by the build: VERSION (1.2.3), BUILD (1.2.3.0), FOLDER (the built
; program), OUT (the file to write), ICON, PICTURE (at the side), SIZE (kilobytes).
;
; Vietnamese, whatever Windows speaks: in offices it often speaks English.
; Switches: /English; /S silent; /CurrentUser (the default, no administrator needed) or /AllUsers;
; /Open (the program starts us itself) waits up to five minutes until it is closed, and
; opens it at the end of a silent run; /D=FOLDER, last, without quotes.
; Exit codes: 0 done, 1 given up by the user, 2 cannot:
; Windows too old, the program open, no rights, the old data could not be copied.
; The uninstaller keeps the data; /Data removes it too.

Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
SetCompressorDictSize 64
RequestExecutionLevel user
ManifestSupportedOS Win10
ManifestDPIAware true
CRCCheck force

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh

!define PRODUCT "SoPhoiHop"
!define SHOWN "Sổ phối hợp"
!define LINK "Sổ phối hợp.lnk"
!define ENTRY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${PRODUCT}"
!define CLASS "SoPhoiHop.Bundle"

Name "${SHOWN}"
OutFile "${OUT}"
BrandingText "${SHOWN} ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${BUILD}"
VIAddVersionKey ProductName "${SHOWN}"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey FileDescription "${SHOWN}"
VIAddVersionKey CompanyName "${SHOWN}"
VIAddVersionKey LegalCopyright "Apache-2.0"

Var Everybody ; "1": for all users of this computer
Var Before    ; the version that is here already, or nothing
Var WithData  ; the uninstaller's tick
Var Opens     ; "1": silent, and the program is opened at the end
Var Waited    ; half seconds

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${PICTURE}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_FUNCTION RunProgram
!define MUI_WELCOMEPAGE_TEXT "$(welcome)"
!define MUI_FINISHPAGE_TEXT "$(finished)"

!insertmacro MUI_PAGE_WELCOME
Page custom AskWhom TakeWhom
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH

UninstPage custom un.AskData un.TakeData
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "Vietnamese"
!insertmacro MUI_LANGUAGE "English"
!include words.nsh

!macro Speak
  StrCpy $LANGUAGE ${LANG_VIETNAMESE}
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/English" $R1
  ${IfNot} ${Errors}
    StrCpy $LANGUAGE ${LANG_ENGLISH}
  ${EndIf}
!macroend

!macro Refuse WORDS
  IfSilent +2
    MessageBox MB_OK|MB_ICONSTOP "${WORDS}"
  SetErrorLevel 2
  Quit
!macroend

Function .onInit
  !insertmacro Speak
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} 17763
    !insertmacro Refuse "$(too_old)"
  ${EndIf}
  StrCpy $Everybody "0"
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/AllUsers" $R1
  ${IfNot} ${Errors}
    StrCpy $Everybody "1"
  ${EndIf}
  StrCpy $Waited 0
  StrCpy $Opens "0"
  ClearErrors
  ${GetOptions} $R0 "/Open" $R1
  ${IfNot} ${Errors}
  ${AndIf} ${Silent}
    StrCpy $Opens "1"
  ${EndIf}
  Call SetPlace
FunctionEnd

; Where the program goes, and what is there already.
Function SetPlace
  ${If} $Everybody == "1"
    UserInfo::GetAccountType
    Pop $0
    ${If} $0 != "Admin"
      !insertmacro Refuse "$(no_rights)"
    ${EndIf}
    SetShellVarContext all
    StrCpy $1 "$PROGRAMFILES64\${PRODUCT}"
  ${Else}
    SetShellVarContext current
    StrCpy $1 "$LOCALAPPDATA\Programs\${PRODUCT}"
  ${EndIf}
  SetRegView 64
  ReadRegStr $Before SHCTX "${ENTRY}" "DisplayVersion"
  ReadRegStr $2 SHCTX "${ENTRY}" "InstallLocation"
  ${If} $INSTDIR == "" ; /D= was not given
    StrCpy $INSTDIR $1
    ${If} $2 != ""
      StrCpy $INSTDIR $2
    ${EndIf}
  ${EndIf}
FunctionEnd

Function AskWhom
  !insertmacro MUI_HEADER_TEXT "$(whom)" "$(whom_more)"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateRadioButton} 0 12u 100% 12u "$(only_me)"
  Pop $R8
  ${NSD_CreateRadioButton} 0 32u 100% 12u "$(everybody)"
  Pop $R9
  ${If} $Everybody == "1"
    ${NSD_Check} $R9
  ${Else}
    ${NSD_Check} $R8
  ${EndIf}
  nsDialogs::Show
FunctionEnd

; For everybody the installer starts anew and Windows asks for an administrator.
Function TakeWhom
  ${NSD_GetState} $R9 $0
  ${If} $0 == ${BST_CHECKED}
  ${AndIf} $Everybody != "1"
    UserInfo::GetAccountType
    Pop $1
    ${If} $1 == "Admin"
      StrCpy $Everybody "1"
      StrCpy $INSTDIR ""
      Call SetPlace
    ${Else}
      ExecShell "runas" "$EXEPATH" "/AllUsers"
      Quit
    ${EndIf}
  ${ElseIf} $0 != ${BST_CHECKED}
  ${AndIf} $Everybody == "1"
    StrCpy $Everybody "0"
    StrCpy $INSTDIR ""
    Call SetPlace
  ${EndIf}
FunctionEnd

; A program that runs cannot be written to: so an open one is found, by window or by
; command, and nothing is torn. Sets the error flag, which every look at it clears.
!macro FindOpen NAME
  ${If} ${FileExists} "$INSTDIR\${NAME}"
    FileOpen $0 "$INSTDIR\${NAME}" a
    FileClose $0
  ${EndIf}
!macroend

Function PutAside
  RMDir /r "$INSTDIR\_internal.old"
  again:
  ${If} ${FileExists} "$INSTDIR\_internal\*.*"
    ClearErrors
    !insertmacro FindOpen "sophoihop.exe"
    !insertmacro FindOpen "sophoihop-cli.exe"
    ${IfNot} ${Errors}
      Rename "$INSTDIR\_internal" "$INSTDIR\_internal.old"
    ${Else}
      SetErrors
    ${EndIf}
    ${If} ${Errors}
      ${If} $Opens == "1"
      ${AndIf} $Waited < 600
        Sleep 500
        IntOp $Waited $Waited + 1
        Goto again
      ${EndIf}
      IfSilent +2
        MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(is_open)" IDRETRY again
      SetErrorLevel 2
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

; The database as the former version left it, one copy for each version.
Function KeepData
  StrCpy $0 "$LOCALAPPDATA\${PRODUCT}"
  ${If} $Everybody == "1"
    SetShellVarContext current
    StrCpy $0 "$LOCALAPPDATA\${PRODUCT}"
    SetShellVarContext all
  ${EndIf}
  ${If} $Before != ""
  ${AndIf} ${FileExists} "$0\profile\store.db"
    StrCpy $1 "$0\truoc-nang-cap\$Before"
    CreateDirectory $1
    ClearErrors
    CopyFiles /SILENT "$0\profile\store.db*" $1
    CopyFiles /SILENT "$0\profile\*.json" $1
    ${If} ${Errors}
      Rename "$INSTDIR\_internal.old" "$INSTDIR\_internal"
      !insertmacro Refuse "$(no_copy)"
    ${EndIf}
  ${EndIf}
FunctionEnd

Section
  SetOutPath "$INSTDIR"
  Call PutAside
  Call KeepData
  ClearErrors
  File /r "${FOLDER}/*.*"
  ${If} ${Errors}
    RMDir /r "$INSTDIR\_internal"
    Rename "$INSTDIR\_internal.old" "$INSTDIR\_internal"
    !insertmacro Refuse "$(no_room)"
  ${EndIf}
  RMDir /r "$INSTDIR\_internal.old"
  CopyFiles /SILENT "$EXEDIR\thiet-lap-*.json" "$INSTDIR"
  ; A program that is updated and does not work goes one step back to this one.
  SetShellVarContext current ; beside the data of who installs
  CreateDirectory "$LOCALAPPDATA\${PRODUCT}\ban-cai"
  CopyFiles /SILENT "$EXEPATH" "$LOCALAPPDATA\${PRODUCT}\ban-cai\SoPhoiHop-${VERSION}-setup.exe"
  ${If} $Everybody == "1"
    SetShellVarContext all
  ${EndIf}
  WriteUninstaller "$INSTDIR\go-cai-dat.exe"

  CreateShortcut "$SMPROGRAMS\${LINK}" "$INSTDIR\sophoihop.exe"
  CreateShortcut "$DESKTOP\${LINK}" "$INSTDIR\sophoihop.exe"

  WriteRegStr SHCTX "Software\Classes\.sph" "" "${CLASS}"
  WriteRegStr SHCTX "Software\Classes\${CLASS}" "" "$(bundle)"
  WriteRegStr SHCTX "Software\Classes\${CLASS}\DefaultIcon" "" "$INSTDIR\sophoihop.exe,0"
  WriteRegStr SHCTX "Software\Classes\${CLASS}\shell\open\command" "" '"$INSTDIR\sophoihop.exe" "%1"'

  WriteRegStr SHCTX "${ENTRY}" "DisplayName" "${SHOWN}"
  WriteRegStr SHCTX "${ENTRY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${ENTRY}" "DisplayIcon" "$INSTDIR\sophoihop.exe,0"
  WriteRegStr SHCTX "${ENTRY}" "Publisher" "${SHOWN}"
  WriteRegStr SHCTX "${ENTRY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${ENTRY}" "UninstallString" '"$INSTDIR\go-cai-dat.exe"'
  WriteRegStr SHCTX "${ENTRY}" "QuietUninstallString" '"$INSTDIR\go-cai-dat.exe" /S'
  WriteRegDWORD SHCTX "${ENTRY}" "EstimatedSize" ${SIZE}
  WriteRegDWORD SHCTX "${ENTRY}" "NoModify" 1
  WriteRegDWORD SHCTX "${ENTRY}" "NoRepair" 1

  ${If} $Opens == "1"
    Call RunProgram
  ${EndIf}
SectionEnd

Function RunProgram
  Exec '"$INSTDIR\sophoihop.exe"'
FunctionEnd

Function un.onInit
  !insertmacro Speak
  SetRegView 64
  SetShellVarContext all
  ReadRegStr $0 SHCTX "${ENTRY}" "InstallLocation"
  ${If} $0 != $INSTDIR
    SetShellVarContext current
  ${EndIf}
  StrCpy $WithData "0"
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/Data" $R1
  ${IfNot} ${Errors}
    StrCpy $WithData "1"
  ${EndIf}
FunctionEnd

Function un.AskData
  !insertmacro MUI_HEADER_TEXT "$(remove)" "$(remove_more)"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 8u 100% 30u "$(data_stays)"
  Pop $0
  ${NSD_CreateCheckbox} 0 48u 100% 12u "$(data_goes)"
  Pop $R8
  nsDialogs::Show
FunctionEnd

Function un.TakeData
  ${NSD_GetState} $R8 $0
  ${If} $0 == ${BST_CHECKED}
    MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "$(data_sure)" IDYES +2
    Abort
    StrCpy $WithData "1"
  ${EndIf}
FunctionEnd

Section Uninstall
  again:
  ClearErrors
  !insertmacro FindOpen "sophoihop.exe"
  !insertmacro FindOpen "sophoihop-cli.exe"
  ${If} ${Errors}
    IfSilent +2
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(is_open)" IDRETRY again
    SetErrorLevel 2
    Quit
  ${EndIf}
  ; Only what the installer put there: the folder may have been chosen by hand.
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\_internal.old"
  Delete "$INSTDIR\sophoihop.exe"
  Delete "$INSTDIR\sophoihop-cli.exe"
  Delete "$INSTDIR\thiet-lap-*.json"
  Delete "$INSTDIR\go-cai-dat.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${LINK}"
  Delete "$DESKTOP\${LINK}"
  ReadRegStr $0 SHCTX "Software\Classes\.sph" ""
  ${If} $0 == "${CLASS}"
    DeleteRegKey SHCTX "Software\Classes\.sph"
  ${EndIf}
  DeleteRegKey SHCTX "Software\Classes\${CLASS}"
  DeleteRegKey SHCTX "${ENTRY}"
  ; The setup files that were kept are the program's; the folder stays with its data.
  SetShellVarContext current
  RMDir /r "$LOCALAPPDATA\${PRODUCT}\ban-cai"
  RMDir "$LOCALAPPDATA\${PRODUCT}"
  ${If} $WithData == "1"
    RMDir /r "$LOCALAPPDATA\${PRODUCT}"
  ${EndIf}
SectionEnd
