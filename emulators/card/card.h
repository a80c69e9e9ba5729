// A My Number card with its applications: a state machine without clock and without I/O. Sources of the
// rules: docs/protocols/card.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "emulators/card/apdu.h"
#include "emulators/card/application_files.h"
#include "emulators/card/boxed.h"
#include "emulators/card/card_memory.h"
#include "emulators/card/card_parts.h"
#include "emulators/card/secure_session.h"
#include "emulators/card/signature_input.h"

namespace kazasu::card {

// A transparent file's bytes or a record, which live as long as any copy of the card.
struct ReadAnswer {
  StatusWord status = StatusWord::kSuccess;
  std::string_view data;
  std::uint32_t filler = 0;  // bytes of FF behind the data
};

struct DataAnswer {
  StatusWord status = StatusWord::kSuccess;
  std::string data;
};

// What a telephone's last-command indicator tells.
struct LastCommand {
  std::uint8_t instruction = 0;
  StatusWord status{};
};

struct BinaryRange {
  std::uint32_t offset = 0;
  std::uint32_t length = 256;
};

// A short file identifier, 1 to 30; the operation makes that file the current one.
using ShortFileId = std::uint8_t;
inline constexpr ShortFileId kCurrentFile = 0;

// Copies are the same card in another field: they share what survives a power-off (files, keys, PINs and
// their counters) and have their own current application, current file and security status. One copy belongs
// to one thread at a time; different copies may be used from different threads.
class Card {
 public:
  // Throws std::invalid_argument when there is no signer, or a PIN is too long, and what the memory throws
  // when it cannot be read. Null: PINs and tries last as long as the card.
  explicit Card(CardParts parts, std::unique_ptr<CardMemory> memory = nullptr);
  Card(identity::CardCredential const& credential, std::string_view pin);

  // The field or the contacts are gone: the card manager is current again, and no PIN counts as verified.
  void power_off() { state_ = State{}; }

  // `aid` may be cut short after five bytes. 9000 clears the security status, even for the application that
  // is current already; 6A82 leaves everything as it was.
  StatusWord select_application(std::string_view aid);
  ApplicationId application() const { return state_.application; }
  // Free for every file of the current application; leaves the security status alone.
  StatusWord select_file(FileId file);

  // Fewer bytes than asked for at the end of the file; 6982 without the right to read; 6B00 when the range
  // starts at or behind the end.
  ReadAnswer read_binary(BinaryRange range, ShortFileId file = kCurrentFile);
  // 6A83 for a record that is not there.
  ReadAnswer read_record(std::uint8_t record, ShortFileId file = kCurrentFile);
  StatusWord verify(std::string_view pin, ShortFileId file = kCurrentFile);
  // VERIFY without data: always 63Cx, also after a success and when blocked; costs no try.
  StatusWord query_tries(ShortFileId file = kCurrentFile);
  // A new PIN in place of the one that is verified (6982 otherwise). 6985 for a PIN that `by` does not
  // change, 6700 and 6A80 for a length or a character that the PIN cannot have.
  StatusWord change_pin(std::string_view pin, PinChange by, ShortFileId file = kCurrentFile);
  // COMPUTE DIGITAL SIGNATURE; refusals of the data as signature_over() has them.
  SignAnswer sign(std::string_view data, ShortFileId file = kCurrentFile,
                  SignatureInput input = SignatureInput::kDigestInfo);
  // COMPUTE DIGITAL SIGNATURE with the key of 券面入力補助AP or 券面事項確認AP that has no PIN; 6A86
  // elsewhere.
  SignAnswer sign_without_pin(std::string_view data);
  // INTERNAL AUTHENTICATE: signs the SHA-256 of 1 to 255 bytes. 6982 and 6985 for a key of another use.
  SignAnswer authenticate(std::string_view challenge, ShortFileId file = kCurrentFile);

  // The longest signature of the card's keys, bytes.
  std::uint32_t signature_bytes() const;

  // SET SESSION KEY of 券面入力補助AP, after its PIN (6982 otherwise): `cryptogram` is what
  // SecureSession::delivered() reads, under the key of EF 0006; 6A80 for any other. 66F1 in other
  // applications, 6982 in the card manager.
  StatusWord open_session(std::string_view cryptogram);
  // Null when none is open.
  SecureSession* session();
  void end_session();

  // One piece of a terminal's certificate, with EF 0016 current: first the body, then its signature, which
  // gives the right to sign with the authentication key without its PIN until an application is selected
  // (ours). 6700 for neither piece, 6A88 for a certificate of another authority, 6985 for a signature without
  // a body, 6300 for one that does not hold.
  StatusWord present_terminal(std::string_view piece);

  // Nothing where there is no such indicator: on cards.
  std::optional<LastCommand> last_command() const;
  void note_command(LastCommand const& command) { state_.last = command; }

  // GET DATA, answered while the card manager is current; 6A88 for an object that is not there.
  DataAnswer get_data(std::uint16_t tag);
  // GET CHALLENGE, whatever is current.
  std::string challenge(std::size_t length);

 private:
  struct Dealings {
    std::optional<SecureSession> session{};
    std::string terminal{};  // what a terminal's certificate certifies, until its signature comes
  };
  struct State {
    FileRow const* file = nullptr;  // of the constant tables
    ApplicationId application = ApplicationId::kCardManager;
    Rights verified = 0;
    LastCommand last{};
    Boxed<Dealings> dealings{};
  };
  struct Contents;

  StatusWord use_file(ShortFileId file, FileKind wanted);
  bool opened(FileRow const& file) const;

  std::shared_ptr<Contents> contents_;
  State state_;
};

}  // namespace kazasu::card
