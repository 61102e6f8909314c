"""A small server on a thread of its own, that stops at once."""

import asyncio
import socket
import threading

import uvicorn
from starlette.types import ASGIApp
from typing_extensions import override


class PromptServer(uvicorn.Server):
    """A uvicorn that does not wait for anybody when it stops: open connections are cut.

    Attributes:
        running: set when it answers.
        leaving: set when it stops; for the server's own thread.
    """

    def __init__(self, app: ASGIApp, **options: object) -> None:
        """Prepare to serve `app`; `options` are further ones of `uvicorn.Config`."""
        self._loop: asyncio.AbstractEventLoop
        self.leaving = asyncio.Event()
        self.running = threading.Event()
        usual: dict[str, object] = {
            "interface": "asgi3",
            "ws": "none",
            "lifespan": "off",
            "loop": "asyncio",
            "server_header": False,
            "log_config": None,
            "log_level": "critical",
            "access_log": False,
        }
        super().__init__(uvicorn.Config(app, **{**usual, **options}))  # type: ignore[arg-type]

    def run_on(self, listener: socket.socket) -> None:
        """Serve until `leave`."""
        asyncio.run(self.serve(sockets=[listener]))

    def leave(self) -> None:
        """Stop; to be called from another thread, once `running` is set."""
        self._loop.call_soon_threadsafe(self.leaving.set)

    @override
    async def main_loop(self) -> None:
        self._loop = asyncio.get_running_loop()
        self.running.set()
        await self.stay()

    async def stay(self) -> None:
        """What the server does besides answering, until it leaves."""
        await self.leaving.wait()

    @override
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # First nothing more is accepted, then what is open is cut, and only then the socket closes: asyncio
        # leaks a connection that is accepted while its server closes.
        for server in self.servers:
            for listener in server.sockets:
                self._loop.remove_reader(listener.fileno())
        while self.server_state.connections or len(asyncio.all_tasks()) > 1:
            for connection in list(self.server_state.connections):
                if connection.transport is not None:
                    connection.transport.abort()
            await asyncio.sleep(0)  # lets the cut ones go; nothing is waited for
        for server in self.servers:
            server.close()
            await server.wait_closed()
