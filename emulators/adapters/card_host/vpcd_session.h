// One connection with a vpcd: one card, from its insertion to its leaving.
#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <variant>

#include "emulators/adapters/card_host/bell.h"
#include "emulators/adapters/card_host/card_slot.h"
#include "emulators/reader/vpcd_link.h"
#include "sim/time.h"

namespace kazasu::adapters {

enum class VpcdEnd : std::uint8_t {
  kReaderLeft,
  kCardLeft,  // or did not answer, or was asked for what it could not answer: the reader may not have noticed
  kStopped,
};

class VpcdSession {
 public:
  // For the card that was put into `slot` as number `insertion`. `bell` rings when presence may have changed
  // and when a stop was requested.
  struct Context {
    CardSlot& slot;
    Bell const& bell;
    sim::Duration patience;
    std::uint64_t insertion;
  };
  VpcdSession(Context context, Descriptor socket);

  // Until the reader goes, the card goes or does not answer, or a stop is requested. The card is without
  // power afterwards.
  VpcdEnd serve(std::stop_token const& stop);
  // Instead of serve(): breaks the first answer that the reader asks for, so that it finds itself empty.
  // kCardLeft when it has asked, or when the card has left before.
  VpcdEnd show_absence(std::stop_token const& stop);

 private:
  std::optional<VpcdEnd> wait(std::stop_token const& stop);  // nothing: more bytes have come
  std::optional<VpcdEnd> receive();
  bool obey(reader::VpcdMessage const& message);  // false: the connection has to end
  bool act(reader::VpcdControl control);
  bool exchange(std::string const& apdu);
  bool answer(std::string const& bytes);
  bool same_card() const;
  VpcdEnd leave(VpcdEnd end);

  Context context_;
  Descriptor socket_;
  reader::VpcdParser parser_;
  std::string buffer_;
};

}  // namespace kazasu::adapters
