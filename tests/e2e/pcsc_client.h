// A PC/SC client, as a vendor writes one.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace kazasu::e2e {

// Result codes as pcsc-lite names them: "SCARD_S_SUCCESS", "SCARD_W_REMOVED_CARD" and so on; others as
// numbers.
struct PcscAnswer {
  std::string result;
  std::string bytes{};
};

// A connection to a card, which ends with its owner and leaves the card as it is.
class PcscCard {
 public:
  PcscCard(PcscCard&&) noexcept;
  PcscCard& operator=(PcscCard&&) noexcept;
  ~PcscCard();

  PcscAnswer transmit(std::string_view command, std::size_t room = 65538);
  // Warm reset, the handle stays.
  std::string reset();
  // The ATR.
  PcscAnswer status();
  PcscAnswer attribute(unsigned long tag);
  PcscAnswer control(unsigned long code);

 private:
  friend class PcscClient;
  struct Handle;
  explicit PcscCard(std::unique_ptr<Handle> handle);
  std::unique_ptr<Handle> handle_;
};

enum class PcscProtocol { kAny, kT0, kT1 };

class PcscClient {
 public:
  // Throws std::runtime_error when pcscd cannot be reached.
  PcscClient();
  ~PcscClient();
  PcscClient(PcscClient const&) = delete;
  PcscClient& operator=(PcscClient const&) = delete;

  std::vector<std::string> readers();
  // What the connection attempt answered, and the card when that was a success.
  struct Connected {
    std::string result;
    std::unique_ptr<PcscCard> card;
  };
  Connected connect(std::string const& reader, PcscProtocol protocol = PcscProtocol::kAny);

  // What pcscd says about a reader; `events` grows with every coming and going (16 bits).
  struct ReaderState {
    bool present = false;
    bool mute = false;
    unsigned events = 0;
  };
  ReaderState state(std::string const& reader);
  // Waits until the reader's card is there, or is not; false after `time`.
  bool wait_for(std::string const& reader, bool present,
                std::chrono::milliseconds time = std::chrono::seconds{20});
  // Waits until another `events` than `before` is told; false after 20 seconds.
  bool wait_for_event(std::string const& reader, unsigned before);

 private:
  // `holds` is asked about the event state.
  bool wait_until(std::string const& reader, std::function<bool(unsigned long)> const& holds,
                  std::chrono::milliseconds time);

  struct Context;
  std::unique_ptr<Context> context_;
};

}  // namespace kazasu::e2e
