import AsyncHTTPClient
import Subprocess
import NIOHTTP2
