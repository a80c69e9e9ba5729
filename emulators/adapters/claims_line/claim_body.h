// A claim file on its way in: checked, digested and put aside piece by piece.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "emulators/adapters/claims_store/spooled_content.h"
#include "emulators/claims/claims_system.h"
#include "emulators/claims/incoming_file.h"
#include "emulators/claims/standing_receipts.h"

namespace kazasu::adapters {

// Bytes of all files that are on their way in.
struct TransitBytes {
  std::uint64_t most = 0;
  std::uint64_t used = 0;
};

// What is wrong with a file as a transfer, whatever it says.
enum class BodyFault : std::uint8_t {
  kNone,
  kZip,     // an archive, which is not unpacked
  kNoRoom,  // more is on its way in than the server takes at once
  kStore,   // the bytes could not be put aside
};

class ClaimBody {
 public:
  struct Parts {
    claims::FileRules rules;
    claims::CrossRules beside;       // but for what was sent before
    claims::SendKey key;             // what it is sent as
    claims::ClaimsDesk const& desk;  // with what was sent before; must outlive the body
    SpoolSettings const& spool;
    TransitBytes& transit;  // must outlive the body
  };
  explicit ClaimBody(Parts parts);
  ~ClaimBody();
  ClaimBody(ClaimBody const&) = delete;
  ClaimBody& operator=(ClaimBody const&) = delete;

  // After a fault the bytes are counted and dropped.
  void take(std::string_view bytes);
  std::uint64_t size() const { return size_; }
  BodyFault fault() const { return fault_; }

  struct Whole {
    std::string sha256;
    claims::CheckedFile checked;
    claims::SentFile file;
  };
  // No more comes. Call once, without a fault.
  Whole finish();

 private:
  void look_for_archive(std::string_view bytes);
  void drop(BodyFault fault);

  claims::FileRules rules_;
  claims::StandingReceipts earlier_;
  claims::IncomingFile checks_;
  std::unique_ptr<SpooledContent> content_;  // none after a fault
  TransitBytes& transit_;
  std::string beginning_;  // until it tells an archive from a file
  std::uint64_t size_ = 0;
  std::uint64_t held_ = 0;  // of `transit_`
  BodyFault fault_ = BodyFault::kNone;
};

}  // namespace kazasu::adapters
