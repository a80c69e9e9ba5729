// PC/SC as pcsc-lite has it.
#include <winscard.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <optional>
#include <thread>
#include <utility>

#include "emulators/adapters/pcsc/pcsc_reader.h"

namespace kazasu::adapters {

namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;
using terminal::CardResult;

// How long one wait for a change takes, after which cancel() and a reader in use are looked at again.
constexpr auto kSlice = 100ms;
// pcscd looks into a reader every 400 ms when its driver does not tell of changes itself.
constexpr auto kRemovalIsSeen = 600ms;
constexpr auto kLook = 5ms;
// A card that is on its way into the field may miss the first reset.
constexpr auto kSettling = 500ms;
// 256 bytes and the status word: what a command without an extended Le may bring.
constexpr std::size_t kLongestAnswer = 258;

std::chrono::milliseconds time_left(PcscDeadline deadline) {
  auto const left = std::chrono::ceil<std::chrono::milliseconds>(deadline - steady_clock::now());
  return std::max(left, 0ms);
}

// What an error of PC/SC means for a tap.
enum class Trouble : std::uint8_t { kNoCard, kBusy, kUnusable, kReaderGone, kNotTransacted, kService };

Trouble trouble_of(LONG error) {
  switch (error) {
    case SCARD_E_NO_SMARTCARD:
    case SCARD_W_REMOVED_CARD:
    case SCARD_W_RESET_CARD:  // somebody powered up the card, or another one that lies there now
      return Trouble::kNoCard;
    case SCARD_E_SHARING_VIOLATION:
    case SCARD_E_NOT_READY:
    case SCARD_E_SERVER_TOO_BUSY:
      return Trouble::kBusy;
    case SCARD_E_UNKNOWN_READER:
    case SCARD_E_READER_UNAVAILABLE:
      return Trouble::kReaderGone;
    case SCARD_E_NOT_TRANSACTED:
    case SCARD_F_COMM_ERROR:
    case SCARD_E_COMM_DATA_LOST:
    case SCARD_E_TIMEOUT:
      return Trouble::kNotTransacted;
    case SCARD_E_NO_SERVICE:
    case SCARD_E_SERVICE_STOPPED:
    case SCARD_E_INVALID_HANDLE:
    case SCARD_F_INTERNAL_ERROR:
    case SCARD_P_SHUTDOWN:
    case SCARD_W_SECURITY_VIOLATION:  // not allowed by its policy; also said while it ends
      return Trouble::kService;
    default:
      return Trouble::kUnusable;
  }
}

[[noreturn]] void throw_no_service(char const* what, LONG error) {
  auto code = std::array<char, 16>{};
  std::snprintf(code.data(), code.size(), "%08lX", static_cast<unsigned long>(error) & 0xFFFFFFFFUL);
  throw PcscError(PcscProblem::kNoService, std::string{what} + " (PC/SC error " + code.data() +
                                               "): start it, for instance with `pcscd -f`, and see that "
                                               "its socket may be opened");
}

SCARDCONTEXT establish() {
  auto context = SCARDCONTEXT{};
  auto const error = SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &context);
  if (error != SCARD_S_SUCCESS) throw_no_service("pcscd does not answer", error);
  return context;
}

class Context {
 public:
  Context() : handle_(establish()) {}
  ~Context() { SCardReleaseContext(handle_); }
  Context(Context const&) = delete;
  Context& operator=(Context const&) = delete;
  SCARDCONTEXT get() const { return handle_; }

 private:
  SCARDCONTEXT handle_;
};

class PcscLiteReader final : public PcscReader {
 public:
  PcscLiteReader(std::string name, PcscSharing sharing)
      : name_(std::move(name)),
        share_(sharing == PcscSharing::kExclusive ? SCARD_SHARE_EXCLUSIVE : SCARD_SHARE_SHARED) {}
  ~PcscLiteReader() override { PcscLiteReader::disconnect(); }

  std::string const& name() const override { return name_; }
  LinkAnswer connect(PcscDeadline deadline) override;
  LinkAnswer transmit(std::string_view command) override;
  void disconnect() override;
  bool wait_until_empty(PcscDeadline deadline) override;
  void cancel() override;

 private:
  // An error when there is no card, also when it left again at once.
  LONG open_card(std::string& atr);
  LinkAnswer nothing_came(LONG error);
  // Waits until the reader's state is another than `known`, a slice long at most, and notes the new one.
  void wait_for_change(DWORD& known, PcscDeadline deadline);
  [[noreturn]] static void lost(LONG error) { throw_no_service("pcscd ended during the run", error); }

  Context context_;
  std::string name_;
  DWORD share_;
  SCARDHANDLE card_ = 0;
  DWORD protocol_ = SCARD_PROTOCOL_UNDEFINED;
  bool is_connected_ = false;
  std::atomic<bool> cancelled_ = false;
};

LinkAnswer PcscLiteReader::connect(PcscDeadline deadline) {
  disconnect();
  auto known = DWORD{SCARD_STATE_UNAWARE};
  auto unusable_until = std::optional<PcscDeadline>{};
  while (!cancelled_) {
    auto atr = std::string{};
    auto const error = open_card(atr);
    if (error == SCARD_S_SUCCESS) return {.bytes = std::move(atr)};
    switch (trouble_of(error)) {
      case Trouble::kNoCard:
      case Trouble::kBusy:
        break;
      case Trouble::kReaderGone:
        return {.result = CardResult::kCardRemoved};
      case Trouble::kService:
        lost(error);
      case Trouble::kUnusable:
      case Trouble::kNotTransacted:
        if (!unusable_until) unusable_until = steady_clock::now() + kSettling;
        if (steady_clock::now() >= *unusable_until) return {.result = CardResult::kNotThisCard};
    }
    wait_for_change(known, deadline);
    // No last attempt: nobody waits for it, and an exclusive one that meets another program's shared one
    // makes pcscd 1.9.9 (winscard.c, SCardConnect: -1 + 1) forget that the reader is in use.
    if (steady_clock::now() >= deadline) break;
  }
  return {.result = CardResult::kTimedOut};
}

LONG PcscLiteReader::open_card(std::string& atr) {
  auto error = SCardConnect(context_.get(), name_.c_str(), share_, SCARD_PROTOCOL_ANY, &card_, &protocol_);
  if (error != SCARD_S_SUCCESS) return error;
  is_connected_ = true;
  auto bytes = std::array<BYTE, MAX_ATR_SIZE>{};
  auto length = DWORD{bytes.size()};
  error = SCardStatus(card_, nullptr, nullptr, nullptr, nullptr, bytes.data(), &length);
  if (error == SCARD_S_SUCCESS) {
    atr.assign(bytes.begin(), bytes.begin() + length);
  } else {
    disconnect();
  }
  return error;
}

LinkAnswer PcscLiteReader::transmit(std::string_view command) {
  if (!is_connected_) throw std::logic_error("a card reader was used before activate()");
  auto answer = std::array<BYTE, kLongestAnswer>{};
  auto length = DWORD{answer.size()};
  auto const* const protocol = protocol_ == SCARD_PROTOCOL_T0 ? SCARD_PCI_T0 : SCARD_PCI_T1;
  auto const error = SCardTransmit(card_, protocol, reinterpret_cast<BYTE const*>(command.data()),
                                   command.size(), nullptr, answer.data(), &length);
  if (error != SCARD_S_SUCCESS) return nothing_came(error);
  return {.bytes = {answer.begin(), answer.begin() + length}};
}

// pcscd says that an exchange failed before it says why; whether the card is still there takes it a look.
LinkAnswer PcscLiteReader::nothing_came(LONG error) {
  auto const gone = steady_clock::now() + kRemovalIsSeen;
  while (trouble_of(error) == Trouble::kNotTransacted && steady_clock::now() < gone && !cancelled_) {
    auto const status = SCardStatus(card_, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr);
    if (status != SCARD_S_SUCCESS) {
      error = status;
    } else {
      std::this_thread::sleep_for(kLook);
    }
  }
  switch (trouble_of(error)) {
    case Trouble::kNotTransacted:
      return {.result = CardResult::kTimedOut};
    case Trouble::kService:
      lost(error);
    case Trouble::kUnusable:
      return {.result = CardResult::kNotThisCard};
    case Trouble::kNoCard:
    case Trouble::kBusy:
    case Trouble::kReaderGone:
      break;
  }
  return {.result = CardResult::kCardRemoved};
}

void PcscLiteReader::disconnect() {
  if (!std::exchange(is_connected_, false)) return;
  // Fails without consequence when the card or pcscd is gone. Not SCARD_UNPOWER_CARD: after that pcscd
  // (1.9.9) notes the card as present or absent by what it saw before, and a card that was moved in the same
  // moment stays unseen until the next move. What was verified ends with the SELECT that begins the next tap.
  SCardDisconnect(card_, SCARD_LEAVE_CARD);
}

bool PcscLiteReader::wait_until_empty(PcscDeadline deadline) {
  auto known = DWORD{SCARD_STATE_UNAWARE};
  while (!cancelled_) {
    wait_for_change(known, deadline);
    if ((known & SCARD_STATE_EMPTY) != 0) return true;
    if (steady_clock::now() >= deadline) break;
  }
  return false;
}

void PcscLiteReader::wait_for_change(DWORD& known, PcscDeadline deadline) {
  auto state = SCARD_READERSTATE{};
  state.szReader = name_.c_str();
  state.dwCurrentState = known;
  auto const slice = std::min<std::chrono::milliseconds>(time_left(deadline), kSlice);
  // Never zero: to pcsc-lite that is an instant answer, and a loop around it would burn a core.
  auto const wait = static_cast<DWORD>(std::max<std::chrono::milliseconds>(slice, 1ms).count());
  auto const error = SCardGetStatusChange(context_.get(), wait, &state, 1);
  if (error == SCARD_S_SUCCESS) {
    known = state.dwEventState & ~static_cast<DWORD>(SCARD_STATE_CHANGED);
  } else if (trouble_of(error) == Trouble::kService) {
    lost(error);
  } else if (trouble_of(error) == Trouble::kReaderGone) {
    std::this_thread::sleep_for(kLook);
  }
}

void PcscLiteReader::cancel() {
  cancelled_ = true;
  SCardCancel(context_.get());  // fails when nothing waits
}

// The names come as one block: each ends with a zero byte, the last is followed by an empty one.
std::vector<PcscReaderState> split_names(std::string const& block) {
  auto readers = std::vector<PcscReaderState>{};
  for (auto begin = std::size_t{0}; begin < block.size() && block[begin] != '\0';) {
    readers.push_back({.name = block.c_str() + begin});
    begin += readers.back().name.size() + 1;
  }
  return readers;
}

}  // namespace

std::vector<PcscReaderState> list_pcsc_readers() {
  auto const context = Context{};
  auto block = std::string{};
  while (true) {
    auto length = DWORD{0};
    auto error = SCardListReaders(context.get(), nullptr, nullptr, &length);
    block.resize(length);
    if (error == SCARD_S_SUCCESS) error = SCardListReaders(context.get(), nullptr, block.data(), &length);
    if (error == SCARD_E_NO_READERS_AVAILABLE) return {};
    if (error == SCARD_E_INSUFFICIENT_BUFFER) continue;  // one more came in between
    if (error != SCARD_S_SUCCESS) throw_no_service("pcscd does not list its readers", error);
    break;
  }
  auto readers = split_names(block);
  auto states = std::vector<SCARD_READERSTATE>(readers.size());
  for (std::size_t i = 0; i < readers.size(); ++i) states[i].szReader = readers[i].name.c_str();
  if (SCardGetStatusChange(context.get(), 0, states.data(), states.size()) != SCARD_S_SUCCESS) return readers;
  for (std::size_t i = 0; i < readers.size(); ++i) {
    readers[i].exclusive = (states[i].dwEventState & SCARD_STATE_EXCLUSIVE) != 0;
    readers[i].in_use = (states[i].dwEventState & (SCARD_STATE_INUSE | SCARD_STATE_EXCLUSIVE)) != 0;
  }
  return readers;
}

std::unique_ptr<PcscReader> open_pcsc_reader(std::string name, PcscSharing sharing) {
  return std::make_unique<PcscLiteReader>(std::move(name), sharing);
}

}  // namespace kazasu::adapters
