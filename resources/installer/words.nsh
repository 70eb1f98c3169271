; What the installer says, in its two languages.
!macro Say NAME VIETNAMESE OTHERWISE
  LangString ${NAME} ${LANG_VIETNAMESE} "${VIETNAMESE}"
  LangString ${NAME} ${LANG_ENGLISH} "${OTHERWISE}"
!macroend

!insertmacro Say welcome \
  "Chương trình cài sổ phối hợp lên máy này. Không cần mạng, không cần quyền quản trị.$\r$\n$\r$\nNếu máy đã có bản trước, dữ liệu được giữ nguyên và được chép thêm một bản trước khi nâng cấp." \
  "This puts the register on this computer. No network and no administrator is needed.$\r$\n$\r$\nWhere a former version is here, its data stays, and a copy is made before the upgrade."
!insertmacro Say finished \
  "Đã cài xong. Mở sổ bằng biểu tượng “Sổ phối hợp” trên màn hình." \
  "It is installed. Open it by its icon on the desktop."
!insertmacro Say whom "Cài cho ai" "For whom"
!insertmacro Say whom_more \
  "Máy dùng chung cũng chỉ cần cài cho người giữ sổ." \
  "On a shared computer it is enough to install it for who keeps the register."
!insertmacro Say only_me \
  "Chỉ cho tôi (nên chọn, không cần quyền quản trị)" \
  "Only for me (advised, no administrator is needed)"
!insertmacro Say everybody \
  "Cho mọi người dùng máy này (cần quyền quản trị)" \
  "For everybody on this computer (needs an administrator)"
!insertmacro Say too_old \
  "Máy này chưa dùng được: cần Windows 10 bản 1809 trở lên, loại 64 bit. Hãy dùng máy khác hoặc nhờ cập nhật Windows." \
  "This computer cannot run it: Windows 10 version 1809 or newer, 64 bit, is needed. Use another one or have Windows updated."
!insertmacro Say no_rights \
  "Cài cho mọi người cần quyền quản trị. Hãy nhờ người quản trị máy, hoặc chọn cài chỉ cho tôi." \
  "Installing for everybody needs an administrator. Ask for one, or install it only for yourself."
!insertmacro Say is_open \
  "Sổ phối hợp đang mở. Hãy lưu việc đang làm và đóng cửa sổ của sổ, rồi bấm Thử lại (Retry)." \
  "The register is open. Save your work and close its window, then press Retry."
!insertmacro Say no_copy \
  "Chưa chép được bản dự phòng của dữ liệu, nên chưa nâng cấp. Hãy kiểm tra ổ đĩa còn chỗ trống rồi cài lại. Bản cũ vẫn dùng được." \
  "No copy of the data could be made, so nothing was upgraded. See that the disk has room, then install again. The former version still works."
!insertmacro Say no_room \
  "Chưa chép được hết tệp của chương trình. Hãy kiểm tra ổ đĩa còn ít nhất 300 MB rồi cài lại. Dữ liệu không bị ảnh hưởng." \
  "The program's files could not all be written. See that the disk has 300 MB of room, then install again. The data is untouched."
!insertmacro Say bundle "Tệp bàn giao Sổ phối hợp" "Hand-over file of the register"
!insertmacro Say remove "Gỡ cài đặt" "Uninstall"
!insertmacro Say remove_more "Gỡ Sổ phối hợp khỏi máy này." "Remove the register from this computer."
!insertmacro Say data_stays \
  "Chương trình được gỡ, dữ liệu của sổ vẫn ở lại trên máy. Cài lại chương trình là mở được như cũ." \
  "The program goes, the data stays on this computer. Install the program again to open it as before."
!insertmacro Say data_goes \
  "Xóa luôn dữ liệu của sổ trên máy này" \
  "Also delete the data on this computer"
!insertmacro Say data_sure \
  "Dữ liệu bị xóa thì không lấy lại được nếu chưa bàn giao. Vẫn xóa?" \
  "Deleted data cannot be had back unless it was handed over. Delete it?"
