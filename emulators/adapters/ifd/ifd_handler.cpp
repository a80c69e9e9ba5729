// libifdkazasu.so: the virtual reader inside pcscd, as IFD handler 3.0 (ifdhandler.h of pcsc-lite). This file
// is the C interface alone; what a slot does is in ifd_slot.h.
extern "C" {
#include <debuglog.h>
#include <ifdhandler.h>
#include <reader.h>
}

#include <array>
#include <chrono>
#include <cstring>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "emulators/adapters/ifd/device_name.h"
#include "emulators/adapters/ifd/ifd_slot.h"
#include "emulators/adapters/ifd/reader_properties.h"

// pcscd's own, found when it loads this library.
#pragma weak log_msg

namespace {

using kazasu::adapters::DeviceName;
using kazasu::adapters::IfdSlot;
using kazasu::adapters::kMostSlots;

constexpr auto kMostReaders = std::size_t{PCSCLITE_MAX_READERS_CONTEXTS};

struct Place {
  std::mutex mutex;
  std::unique_ptr<IfdSlot> slot;
  std::size_t slots = 0;  // of its reader
};
using Places = std::array<std::array<Place, kMostSlots>, kMostReaders>;

// The interface has no handle, only the number that pcscd gave to a slot: what belongs to it has to be kept
// here, for the life of the library.
Places& places() {
  static auto all = Places{};
  return all;
}

// 0xRRRRSSSS: reader and slot.
Place* place_of(DWORD lun) {
  auto const reader = lun >> 16U;
  auto const slot = lun & 0xFFFFU;
  return reader < kMostReaders && slot < kMostSlots ? &places()[reader][slot] : nullptr;
}

// pcscd closes a slot only when nothing uses it any more.
IfdSlot* slot_of(DWORD lun) {
  auto* const place = place_of(lun);
  if (place == nullptr) return nullptr;
  auto const lock = std::lock_guard{place->mutex};
  return place->slot.get();
}

// Nothing may be thrown into pcscd.
template <class Function>
RESPONSECODE guarded(Function const& function) {
  try {
    return function();
  } catch (...) {
    return IFD_COMMUNICATION_ERROR;
  }
}

void complain(char const* format, char const* detail) {
  if (log_msg != nullptr) log_msg(PCSC_LOG_CRITICAL, format, detail);
}

RESPONSECODE response_of(IfdSlot::End end) {
  switch (end) {
    case IfdSlot::End::kDone:
      return IFD_SUCCESS;
    case IfdSlot::End::kMute:
      return IFD_RESPONSE_TIMEOUT;
    case IfdSlot::End::kTooLong:
      return IFD_ERROR_INSUFFICIENT_BUFFER;
    case IfdSlot::End::kFailed:
      break;
  }
  return IFD_COMMUNICATION_ERROR;
}

RESPONSECODE give(std::string_view bytes, PDWORD length, PUCHAR value) {
  auto const room = *length;
  *length = bytes.size();
  if (value == nullptr) return IFD_SUCCESS;
  if (room < bytes.size()) return IFD_ERROR_INSUFFICIENT_BUFFER;
  if (!bytes.empty()) std::memcpy(value, bytes.data(), bytes.size());
  return IFD_SUCCESS;
}

template <class Value>
RESPONSECODE give_value(Value const& what, PDWORD length, PUCHAR value) {
  return give({reinterpret_cast<char const*>(&what), sizeof(what)}, length, value);
}

// Called by the thread of pcscd that watches the slot.
RESPONSECODE wait_for_change(DWORD lun, int timeout_ms) {
  return guarded([&]() -> RESPONSECODE {
    auto* const slot = slot_of(lun);
    if (slot == nullptr) return IFD_COMMUNICATION_ERROR;
    slot->wait(std::chrono::milliseconds{timeout_ms});
    return IFD_SUCCESS;
  });
}

RESPONSECODE end_wait(DWORD lun) {
  return guarded([&]() -> RESPONSECODE {
    auto* const slot = slot_of(lun);
    if (slot == nullptr) return IFD_COMMUNICATION_ERROR;
    slot->end_wait();
    return IFD_SUCCESS;
  });
}

RESPONSECODE capability(DWORD lun, DWORD tag, PDWORD length, PUCHAR value) {
  auto* const slot = slot_of(lun);
  if (slot == nullptr) return IFD_COMMUNICATION_ERROR;
  auto const byte = [&](std::size_t number) { return give_value(static_cast<UCHAR>(number), length, value); };
  switch (tag) {
    case TAG_IFD_ATR:
    case SCARD_ATTR_ATR_STRING:
      return give(slot->atr(), length, value);
    case SCARD_ATTR_ICC_PRESENCE:
      return byte(slot->atr().empty() ? 0 : 2);  // 2: present and ready (PC/SC part 3, 3.1)
    case SCARD_ATTR_ICC_INTERFACE_STATUS:
      return byte(slot->atr().empty() ? 0 : 1);
    case TAG_IFD_SLOTS_NUMBER:
      return byte(place_of(lun)->slots);
    case TAG_IFD_SIMULTANEOUS_ACCESS:
      return byte(kMostReaders);
    case TAG_IFD_THREAD_SAFE:
    case TAG_IFD_SLOT_THREAD_SAFE:
      return byte(1);
    case TAG_IFD_POLLING_THREAD_KILLABLE:
      return byte(0);
    case TAG_IFD_POLLING_THREAD_WITH_TIMEOUT:
      return give_value(&wait_for_change, length, value);
    case TAG_IFD_STOP_POLLING_THREAD:
      return give_value(&end_wait, length, value);
    default:
      break;
  }
  auto const constant = kazasu::adapters::reader_attribute(tag);
  return constant ? give(*constant, length, value) : static_cast<RESPONSECODE>(IFD_ERROR_TAG);
}

RESPONSECODE power(IfdSlot& slot, DWORD action, PUCHAR atr, PDWORD length) {
  switch (action) {
    case IFD_POWER_UP:
    case IFD_RESET: {
      auto const answer = slot.power_up({atr, std::size_t{MAX_ATR_SIZE}});
      *length = answer.length;
      return answer.end == IfdSlot::End::kDone ? IFD_SUCCESS : IFD_ERROR_POWER_ACTION;
    }
    case IFD_POWER_DOWN:
      slot.power_down();
      *length = 0;
      return IFD_SUCCESS;
    default:
      return IFD_NOT_SUPPORTED;
  }
}

}  // namespace

#define KAZASU_EXPORT extern "C" __attribute__((visibility("default")))

KAZASU_EXPORT RESPONSECODE IFDHCreateChannelByName(DWORD Lun, LPSTR DeviceName) {
  return guarded([&]() -> RESPONSECODE {
    auto* const place = place_of(Lun);
    auto const name = kazasu::adapters::parse_device_name(DeviceName == nullptr ? "" : DeviceName);
    if (!name) {
      complain(
          "kazasu reader: DEVICENAME \"%s\" is not /dev/null:SLOTS:SOCKET with 1 to 16 slots and the "
          "absolute path of a socket; \"kazasu reader install\" writes a right one",
          DeviceName == nullptr ? "" : DeviceName);
      return IFD_NO_SUCH_DEVICE;
    }
    if (place == nullptr || (Lun & 0xFFFFU) >= name->slots) return IFD_NO_SUCH_DEVICE;
    auto made = std::make_unique<IfdSlot>(name->socket, static_cast<std::uint16_t>(Lun & 0xFFFFU));
    auto const lock = std::lock_guard{place->mutex};
    place->slot = std::move(made);
    place->slots = name->slots;
    return IFD_SUCCESS;
  });
}

KAZASU_EXPORT RESPONSECODE IFDHCreateChannel(DWORD, DWORD) {
  complain("kazasu reader: %s", "pcscd's configuration has no DEVICENAME, which says where the card host is");
  return IFD_NO_SUCH_DEVICE;
}

KAZASU_EXPORT RESPONSECODE IFDHCloseChannel(DWORD Lun) {
  return guarded([&]() -> RESPONSECODE {
    auto* const place = place_of(Lun);
    if (place == nullptr) return IFD_NO_SUCH_DEVICE;
    auto const lock = std::lock_guard{place->mutex};
    place->slot.reset();
    return IFD_SUCCESS;
  });
}

KAZASU_EXPORT RESPONSECODE IFDHGetCapabilities(DWORD Lun, DWORD Tag, PDWORD Length, PUCHAR Value) {
  return guarded([&] { return capability(Lun, Tag, Length, Value); });
}

KAZASU_EXPORT RESPONSECODE IFDHSetCapabilities(DWORD, DWORD, DWORD, PUCHAR) {
  return IFD_ERROR_VALUE_READ_ONLY;
}

// Cards without contacts speak T=1 to PC/SC, and so does the card over contacts by its ATR.
KAZASU_EXPORT RESPONSECODE IFDHSetProtocolParameters(DWORD Lun, DWORD Protocol, UCHAR, UCHAR, UCHAR, UCHAR) {
  if (slot_of(Lun) == nullptr) return IFD_COMMUNICATION_ERROR;
  return Protocol == SCARD_PROTOCOL_T1 ? IFD_SUCCESS : IFD_PROTOCOL_NOT_SUPPORTED;
}

KAZASU_EXPORT RESPONSECODE IFDHPowerICC(DWORD Lun, DWORD Action, PUCHAR Atr, PDWORD AtrLength) {
  return guarded([&]() -> RESPONSECODE {
    auto* const slot = slot_of(Lun);
    *AtrLength = 0;
    return slot == nullptr ? IFD_COMMUNICATION_ERROR : power(*slot, Action, Atr, AtrLength);
  });
}

KAZASU_EXPORT RESPONSECODE IFDHTransmitToICC(DWORD Lun, SCARD_IO_HEADER, PUCHAR TxBuffer, DWORD TxLength,
                                             PUCHAR RxBuffer, PDWORD RxLength, PSCARD_IO_HEADER RecvPci) {
  return guarded([&]() -> RESPONSECODE {
    auto const room = *RxLength;
    *RxLength = 0;
    auto* const slot = slot_of(Lun);
    if (slot == nullptr) return IFD_COMMUNICATION_ERROR;
    if (RecvPci != nullptr) RecvPci->Protocol = 1;
    auto const answer = slot->transmit({TxBuffer, TxLength}, {RxBuffer, room});
    *RxLength = answer.length;
    // pcscd compares the length with its client's buffer and says SCARD_E_INSUFFICIENT_BUFFER.
    if (answer.end == IfdSlot::End::kTooLong && answer.length > room) return IFD_SUCCESS;
    return response_of(answer.end);
  });
}

KAZASU_EXPORT RESPONSECODE IFDHICCPresence(DWORD Lun) {
  return guarded([&]() -> RESPONSECODE {
    auto* const slot = slot_of(Lun);
    if (slot == nullptr) return IFD_COMMUNICATION_ERROR;
    return slot->present() ? IFD_ICC_PRESENT : IFD_ICC_NOT_PRESENT;
  });
}

KAZASU_EXPORT RESPONSECODE IFDHControl(DWORD, DWORD dwControlCode, PUCHAR, DWORD, PUCHAR RxBuffer,
                                       DWORD RxLength, LPDWORD pdwBytesReturned) {
  return guarded([&]() -> RESPONSECODE {
    *pdwBytesReturned = 0;
    auto const answer = kazasu::adapters::answer_of_control(dwControlCode);
    if (!answer) return IFD_ERROR_NOT_SUPPORTED;
    auto length = RxLength;
    auto const response = give(*answer, &length, RxBuffer);
    if (response == IFD_SUCCESS) *pdwBytesReturned = length;
    return response;
  });
}
