#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <upbeat/adapters/http/stream.hpp>
#include <upbeat/adapters/http/web_socket_frames.hpp>

#include "test_server.hpp"

namespace upbeat::http {

// News in pieces, for as many streams as want them; each begins with "hello".
class TestNews {
   public:
    void add(std::string const& text)
    {
        auto frame = std::make_shared<std::string>();
        append_text_frame(*frame, text);
        std::scoped_lock const lock{mutex_};
        plain_.push_back(std::make_shared<std::string const>("data: " + text + "\n\n"));
        framed_.push_back(std::move(frame));
    }

    StreamPiece at(std::size_t place, StreamForm form)
    {
        std::scoped_lock const lock{mutex_};
        auto const& pieces = form == StreamForm::web_socket ? framed_ : plain_;
        return place < pieces.size() ? pieces[place] : nullptr;
    }

    FakeApplication::Handle handle()
    {
        return [this](Request&&, Responder respond) {
            respond(stream_response(std::make_shared<Reader>(*this)));
        };
    }

    std::atomic<int> open{0};
    std::atomic<std::size_t> taken{0};  // pieces, by the stream that ended last

   private:
    class Reader final : public StreamReader {
       public:
        explicit Reader(TestNews& news) : news_{news} { ++news_.open; }
        ~Reader() override
        {
            news_.taken = place_;
            --news_.open;
        }

        StreamPiece next(StreamForm form) override
        {
            auto piece = news_.at(place_, form);
            place_ += piece != nullptr ? 1U : 0U;
            return piece;
        }
        std::string heartbeat(StreamForm form) override
        {
            std::string text;
            if (form == StreamForm::web_socket) {
                append_text_frame(text, "beat");
                return text;
            }
            return ": beat\n\n";
        }

       private:
        TestNews& news_;
        std::size_t place_ = 0;
    };

    std::mutex mutex_;
    std::vector<StreamPiece> plain_;
    std::vector<StreamPiece> framed_;
};

}  // namespace upbeat::http
