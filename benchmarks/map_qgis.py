"""QGIS's side of the map's benchmark; runs under the system's own Python, where QGIS is.

``/usr/bin/python3 map_qgis.py LAYERS.gpkg VIEWS.json``: opens the three layers, draws each view as
QGIS's canvas does, and prints milliseconds as JSON.
"""

import json
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCategorizedSymbolRenderer,
    QgsCoordinateReferenceSystem,
    QgsFillSymbol,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsMarkerSymbol,
    QgsRectangle,
    QgsRendererCategory,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
    QgsVectorSimplifyMethod,
)
from qgis.PyQt.QtCore import QSize

SIZE = (1600, 1000)
LONGEST_S = 120.0  # on a busy machine the rest of the views is left out
COLOURS = [
    "230,25,75", "60,180,75", "255,225,25", "67,99,216", "245,130,49", "145,30,180",
    "70,240,240", "240,50,230", "188,246,12", "250,190,190", "0,128,128", "230,190,255",
]  # fmt: skip


def fill(colour, alpha, outline):
    """A fill with an outline of one pixel."""
    return QgsFillSymbol.createSimple({
        "color": f"{colour},{alpha}", "outline_color": outline, "outline_width": "1",
        "outline_width_unit": "Pixel",
    })  # fmt: skip


def opened(path):
    """The layers, lowest first, in the looks of the other side."""
    zone, issue, photo = (
        QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
        for name in ("zone", "issue", "photo")
    )
    for layer in (zone, issue, photo):
        assert layer.isValid(), layer.source()
    zone.setRenderer(QgsSingleSymbolRenderer(fill("96,160,96", 48, "48,96,48")))
    issue.setRenderer(QgsCategorizedSymbolRenderer("style", [
        QgsRendererCategory(n, fill(colour, 64, colour), str(n)) for n, colour in enumerate(COLOURS)
    ]))  # fmt: skip
    photo.setRenderer(QgsSingleSymbolRenderer(QgsMarkerSymbol.createSimple({
        "name": "circle", "color": "255,255,255", "outline_color": "32,32,32", "size": "6",
        "size_unit": "Pixel",
    })))  # fmt: skip
    for layer in (zone, issue):
        simple = QgsVectorSimplifyMethod()
        simple.setSimplifyHints(QgsVectorSimplifyMethod.GeometrySimplification)
        simple.setThreshold(1.0)
        layer.setSimplifyMethod(simple)
    return [zone, issue, photo]


def drawn(layers, view):
    """Milliseconds to draw one view, by the clock and by the processor, and the picture."""
    left, top, pixel = view
    settings = QgsMapSettings()
    settings.setLayers(layers[::-1])
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    settings.setOutputSize(QSize(*SIZE))
    settings.setOutputDpi(96)
    settings.setExtent(QgsRectangle(left, top - SIZE[1] * pixel, left + SIZE[0] * pixel, top))
    settings.setFlag(QgsMapSettings.UseRenderingOptimization, True)
    settings.setFlag(QgsMapSettings.DrawLabeling, False)
    begun, computed = time.perf_counter(), time.process_time()
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    assert not image.isNull()
    work = (time.process_time() - computed) * 1000  # of all its threads
    return (time.perf_counter() - begun) * 1000, work, image


def main(path, views):
    """Draws all views and prints."""
    app = QgsApplication([], False)
    app.initQgis()
    begun = time.perf_counter()
    layers = opened(path)
    took = (time.perf_counter() - begun) * 1000
    asked = json.loads(Path(views).read_text())
    times, works = [], []
    end = time.monotonic() + LONGEST_S
    for at, view in enumerate(asked):
        if at > 3 and time.monotonic() > end:
            break
        clock, work, image = drawn(layers, view)
        times.append(clock)
        works.append(work)
        if at == 0 and len(sys.argv) > 3:
            image.save(sys.argv[3])
    status = Path("/proc/self/status").read_text().splitlines()
    peak = next(line for line in status if line.startswith("VmHWM"))
    told = {"version": Qgis.QGIS_VERSION, "open": took, "views": times, "computed": works}
    print("JSON", json.dumps({**told, "VmHWM": int(peak.split()[1]) / 1000}))
    sys.stdout.flush()
    os._exit(0)  # its own end crashes now and then, and is not what is measured


if __name__ == "__main__":
    main(*sys.argv[1:3])
