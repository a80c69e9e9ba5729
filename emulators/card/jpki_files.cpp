#include "emulators/card/jpki_files.h"

#include <algorithm>
#include <array>

namespace kazasu::card {

namespace {

using namespace std::string_view_literals;

struct FileRow {
  FileId id;
  FileKind kind;
};
constexpr auto kFiles = std::array{
    FileRow{FileId::kTokenInfo, FileKind::kTransparent},
    FileRow{FileId::kCertificatePresence, FileKind::kTransparent},
    FileRow{FileId::kAuthenticationCertificate, FileKind::kTransparent},
    FileRow{FileId::kAuthenticationIssuer, FileKind::kTransparent},
    FileRow{FileId::kAuthenticationKey, FileKind::kKey},
    FileRow{FileId::kAuthenticationPin, FileKind::kPin},
    FileRow{FileId::kSigningPin, FileKind::kPin},
};

constexpr auto kTokenInfoContent =
    "JPKIAPICCTOKEN2                 "  // label, 32
    "KAZASU TEST                     "  // manufacturerID, 32
    "TEST            "                  // model, 16
    "0000000000000000"                  // serial number, 16
    "\x00\x00\x04\x0D"                  // flags
    "\x00\x00\x00\x01\x00\x00\x00\x00"  // most sessions, sessions
    "\x00\x00\x00\x01\x00\x00\x00\x00"  // most read-write sessions, read-write sessions
    "\x00\x00\x00\x10\x00\x00\x00\x06"  // longest and shortest PIN
    "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"  // public memory, total and free: not told
    "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"  // private memory, total and free: not told
    "0301"                              // hardware and firmware version
    "9999999999999999"sv;               // utcTime
static_assert(kTokenInfoContent.size() == 160);

}  // namespace

std::optional<FileKind> jpki_file_kind(FileId file) {
  auto const row = std::find_if(kFiles.begin(), kFiles.end(), [file](auto const& f) { return f.id == file; });
  if (row == kFiles.end()) return std::nullopt;
  return row->kind;
}

std::string_view token_info() {
  return kTokenInfoContent;
}

}  // namespace kazasu::card
