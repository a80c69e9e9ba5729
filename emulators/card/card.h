// A My Number card as its JPKI application (公的個人認証AP) behaves towards user authentication: a state
// machine without clock and without I/O. Sources of the rules: docs/protocols/card.md.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "emulators/card/apdu.h"
#include "emulators/card/jpki_files.h"
#include "emulators/identity/card_credential.h"

namespace kazasu::card {

// The card as personalised. `issuer_certificate` is shared by all cards of a CA. An empty PIN was never set
// (顔認証マイナンバーカード): that card's PIN is blocked from the start.
struct CardParts {
  std::string certificate{};
  std::shared_ptr<std::string const> issuer_certificate{};
  std::shared_ptr<identity::CardSigner const> signer{};
  std::string pin{};  // up to 16 bytes
};

// A transparent file's bytes, which live as long as any copy of the card.
struct ReadAnswer {
  StatusWord status = StatusWord::kSuccess;
  std::string_view data;
};
struct SignAnswer {
  StatusWord status = StatusWord::kSuccess;
  std::string signature;
};

struct BinaryRange {
  std::uint32_t offset = 0;
  std::uint32_t length = 256;
};

// A short file identifier, 1 to 30; the operation makes that file the current one.
using ShortFileId = std::uint8_t;
inline constexpr ShortFileId kCurrentFile = 0;

// Copies are the same card in another field: they share what survives a power-off (files, key, PIN counters)
// and have their own current application, current file and security status. One copy belongs to one thread
// at a time; different copies may be used from different threads.
class Card {
 public:
  // Throws std::invalid_argument when there is no signer, or the PIN is too long.
  explicit Card(CardParts parts);
  Card(identity::CardCredential const& credential, std::string_view pin);

  // The field or the contacts are gone: the card manager is current again, and no PIN counts as verified.
  void power_off() { state_ = State{}; }

  // `aid` may be cut short after five bytes. 9000 clears the security status, even for the application that
  // is current already; 6A82 leaves everything as it was.
  StatusWord select_application(std::string_view aid);
  bool jpki_selected() const { return state_.application == Application::kJpki; }
  // Free for every file of the current application; leaves the security status alone.
  StatusWord select_file(FileId file);

  // Fewer bytes than asked for at the end of the file; 6B00 when the range starts at or behind the end.
  ReadAnswer read_binary(BinaryRange range, ShortFileId file = kCurrentFile);
  StatusWord verify(std::string_view pin, ShortFileId file = kCurrentFile);
  // VERIFY without data: always 63Cx, also after a success and when blocked; costs no try.
  StatusWord query_tries(ShortFileId file = kCurrentFile);
  // COMPUTE DIGITAL SIGNATURE with P1 = 00: signs `digest_info` verbatim, 1 to 245 bytes.
  SignAnswer sign(std::string_view digest_info, ShortFileId file = kCurrentFile);

 private:
  enum class Application : std::uint8_t { kCardManager, kJpki };
  struct State {
    Application application = Application::kCardManager;
    bool file_selected = false;
    FileKind kind = FileKind::kTransparent;
    FileId file{};
    bool authentication_verified = false;
  };
  struct Contents;

  StatusWord use_file(ShortFileId file, FileKind wanted);
  std::string_view content() const;

  std::shared_ptr<Contents> contents_;
  State state_;
};

}  // namespace kazasu::card
