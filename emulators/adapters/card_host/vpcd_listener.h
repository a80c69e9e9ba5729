// A slot's card for a remote reader that connects to us ("reversed" vpcd): docs/protocols/vpcd.md.
#pragma once

#include <cstdint>
#include <memory>

#include "emulators/adapters/card_host/card_slot.h"
#include "emulators/adapters/card_host/vpcd_link.h"

namespace kazasu::adapters {

// Serves one reader at a time. While the slot is empty, readers are let in and reset at once. Nothing in this
// protocol says who the reader is: see exposure_warning() before listening anywhere but on loopback.
class VpcdListener {
 public:
  // `options.address` is where to listen, `options.retry` is not used. Throws std::runtime_error when it
  // cannot listen there. Slot and destructor as with VpcdLink.
  VpcdListener(CardSlot& slot, VpcdLinkOptions options);
  ~VpcdListener();
  VpcdListener(VpcdListener const&) = delete;
  VpcdListener& operator=(VpcdListener const&) = delete;

  std::uint16_t port() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kazasu::adapters
