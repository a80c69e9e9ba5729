#include "emulators/adapters/http/body_pieces.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <string_view>

namespace kazasu::adapters {

namespace asio = boost::asio;

asio::awaitable<IoStatus> send_pieces(asio::io_context& io, BodyPieces const& pieces, SocketStream& stream) {
  for (auto offset = std::uint64_t{0}; offset < pieces.size;) {
    auto const piece = pieces.at(offset);
    auto const part = std::string_view{piece}.substr(0, pieces.size - offset);
    if (part.empty()) co_return IoStatus::kFailed;
    auto const sent = co_await stream.write_all(part);
    if (sent != IoStatus::kOk) co_return sent;
    offset += part.size();
    co_await asio::post(io, asio::use_awaitable);
  }
  co_return IoStatus::kOk;
}

}  // namespace kazasu::adapters
