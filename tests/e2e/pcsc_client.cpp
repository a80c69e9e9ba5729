#include "tests/e2e/pcsc_client.h"

extern "C" {
#include <winscard.h>
}

#include <stdexcept>
#include <utility>

namespace kazasu::e2e {

namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto kPatience = 20s;

std::string name_of(LONG result) {
  switch (result) {
    case SCARD_S_SUCCESS:
      return "SCARD_S_SUCCESS";
    case SCARD_E_INSUFFICIENT_BUFFER:
      return "SCARD_E_INSUFFICIENT_BUFFER";
    case SCARD_E_NO_SMARTCARD:
      return "SCARD_E_NO_SMARTCARD";
    case SCARD_E_NOT_TRANSACTED:
      return "SCARD_E_NOT_TRANSACTED";
    case SCARD_E_PROTO_MISMATCH:
      return "SCARD_E_PROTO_MISMATCH";
    case SCARD_E_READER_UNAVAILABLE:
      return "SCARD_E_READER_UNAVAILABLE";
    case SCARD_E_UNSUPPORTED_FEATURE:
      return "SCARD_E_UNSUPPORTED_FEATURE";
    case SCARD_W_REMOVED_CARD:
      return "SCARD_W_REMOVED_CARD";
    case SCARD_W_RESET_CARD:
      return "SCARD_W_RESET_CARD";
    case SCARD_W_UNPOWERED_CARD:
      return "SCARD_W_UNPOWERED_CARD";
    case SCARD_W_UNRESPONSIVE_CARD:
      return "SCARD_W_UNRESPONSIVE_CARD";
    default:
      return std::to_string(static_cast<unsigned long>(result)) + " " + ::pcsc_stringify_error(result);
  }
}

DWORD bits_of(PcscProtocol protocol) {
  switch (protocol) {
    case PcscProtocol::kT0:
      return SCARD_PROTOCOL_T0;
    case PcscProtocol::kT1:
      return SCARD_PROTOCOL_T1;
    case PcscProtocol::kAny:
      break;
  }
  return SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1;
}

}  // namespace

struct PcscCard::Handle {
  ~Handle() { ::SCardDisconnect(card, SCARD_LEAVE_CARD); }
  SCARDHANDLE card = 0;
};

PcscCard::PcscCard(std::unique_ptr<Handle> handle) : handle_(std::move(handle)) {}
PcscCard::PcscCard(PcscCard&&) noexcept = default;
PcscCard& PcscCard::operator=(PcscCard&&) noexcept = default;
PcscCard::~PcscCard() = default;

PcscAnswer PcscCard::transmit(std::string_view command, std::size_t room) {
  auto bytes = std::string(room, '\0');
  auto length = static_cast<DWORD>(bytes.size());
  auto const result =
      ::SCardTransmit(handle_->card, SCARD_PCI_T1, reinterpret_cast<unsigned char const*>(command.data()),
                      command.size(), nullptr, reinterpret_cast<unsigned char*>(bytes.data()), &length);
  bytes.resize(result == SCARD_S_SUCCESS ? length : 0);
  return {.result = name_of(result), .bytes = std::move(bytes)};
}

std::string PcscCard::reset() {
  auto protocol = DWORD{0};
  return name_of(
      ::SCardReconnect(handle_->card, SCARD_SHARE_SHARED, SCARD_PROTOCOL_T1, SCARD_RESET_CARD, &protocol));
}

PcscAnswer PcscCard::status() {
  auto atr = std::string(MAX_ATR_SIZE, '\0');
  auto length = static_cast<DWORD>(atr.size());
  auto state = DWORD{0};
  auto protocol = DWORD{0};
  auto const result = ::SCardStatus(handle_->card, nullptr, nullptr, &state, &protocol,
                                    reinterpret_cast<unsigned char*>(atr.data()), &length);
  atr.resize(result == SCARD_S_SUCCESS ? length : 0);
  return {.result = name_of(result), .bytes = std::move(atr)};
}

PcscAnswer PcscCard::attribute(unsigned long tag) {
  auto value = std::string(256, '\0');
  auto length = static_cast<DWORD>(value.size());
  auto const result =
      ::SCardGetAttrib(handle_->card, tag, reinterpret_cast<unsigned char*>(value.data()), &length);
  value.resize(result == SCARD_S_SUCCESS ? length : 0);
  return {.result = name_of(result), .bytes = std::move(value)};
}

PcscAnswer PcscCard::control(unsigned long code) {
  auto value = std::string(256, '\0');
  auto length = DWORD{0};
  auto const result = ::SCardControl(handle_->card, static_cast<DWORD>(code), nullptr, 0, value.data(),
                                     value.size(), &length);
  value.resize(result == SCARD_S_SUCCESS ? length : 0);
  return {.result = name_of(result), .bytes = std::move(value)};
}

struct PcscClient::Context {
  ~Context() { ::SCardReleaseContext(handle); }
  SCARDCONTEXT handle = 0;
};

PcscClient::PcscClient() : context_(std::make_unique<Context>()) {
  auto const result = ::SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &context_->handle);
  if (result != SCARD_S_SUCCESS) throw std::runtime_error("no pcscd: " + name_of(result));
}

PcscClient::~PcscClient() = default;

std::vector<std::string> PcscClient::readers() {
  auto size = DWORD{0};
  if (::SCardListReaders(context_->handle, nullptr, nullptr, &size) != SCARD_S_SUCCESS) return {};
  auto names = std::string(size, '\0');
  if (::SCardListReaders(context_->handle, nullptr, names.data(), &size) != SCARD_S_SUCCESS) return {};
  auto result = std::vector<std::string>{};
  for (auto const* name = names.c_str(); *name != '\0'; name += result.back().size() + 1) {
    result.emplace_back(name);
  }
  return result;
}

PcscClient::Connected PcscClient::connect(std::string const& reader, PcscProtocol protocol) {
  auto handle = std::make_unique<PcscCard::Handle>();
  auto active = DWORD{0};
  auto const result = ::SCardConnect(context_->handle, reader.c_str(), SCARD_SHARE_SHARED, bits_of(protocol),
                                     &handle->card, &active);
  auto connected = Connected{.result = name_of(result), .card = nullptr};
  if (result == SCARD_S_SUCCESS) {
    connected.card = std::unique_ptr<PcscCard>{new PcscCard{std::move(handle)}};
  }
  return connected;
}

PcscClient::ReaderState PcscClient::state(std::string const& reader) {
  auto asked = SCARD_READERSTATE{};
  asked.szReader = reader.c_str();
  asked.dwCurrentState = SCARD_STATE_UNAWARE;
  ::SCardGetStatusChange(context_->handle, 0, &asked, 1);
  return {.present = (asked.dwEventState & SCARD_STATE_PRESENT) != 0,
          .mute = (asked.dwEventState & SCARD_STATE_MUTE) != 0,
          .events = static_cast<unsigned>(asked.dwEventState >> 16U)};
}

bool PcscClient::wait_for(std::string const& reader, bool present, std::chrono::milliseconds time) {
  auto const holds = [present](unsigned long state) {
    return ((state & SCARD_STATE_PRESENT) != 0) == present;
  };
  return wait_until(reader, holds, time);
}

bool PcscClient::wait_for_event(std::string const& reader, unsigned before) {
  auto const holds = [before](unsigned long state) { return (state >> 16U) != before; };
  return wait_until(reader, holds, kPatience);
}

bool PcscClient::wait_until(std::string const& reader, std::function<bool(unsigned long)> const& holds,
                            std::chrono::milliseconds time) {
  auto const due = Clock::now() + time;
  auto asked = SCARD_READERSTATE{};
  asked.szReader = reader.c_str();
  asked.dwCurrentState = SCARD_STATE_UNAWARE;
  while (Clock::now() < due) {
    ::SCardGetStatusChange(context_->handle, 100, &asked, 1);
    if (holds(asked.dwEventState)) return true;
    asked.dwCurrentState = asked.dwEventState;
  }
  return false;
}

}  // namespace kazasu::e2e
