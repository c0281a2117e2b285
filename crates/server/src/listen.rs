//! Listening: connections are taken, bounded in number and in patience, and let finish when the process is told to stop.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tower_service::Service;

use crate::house::House;
use crate::route::router;

/// Connections open at once; the next one waits.
const CONNECTIONS_MAX: usize = 4096;
/// How long a request's head may take to arrive.
const HEAD_PATIENCE: Duration = Duration::from_secs(15);
/// How long requests under way may take after the process was told to stop.
const STOP_PATIENCE: Duration = Duration::from_secs(10);

/// A server that listens.
#[derive(Debug)]
pub struct Listening {
    /// Where.
    pub address: SocketAddr,
    runtime: tokio::runtime::Runtime,
    stop: watch::Sender<bool>,
    done: tokio::task::JoinHandle<()>,
}

/// Listens on `address` (port 0: any free one) and serves `house` on threads of its own.
///
/// # Errors
/// If the address cannot be listened on, or the system gives no threads.
pub fn listen(house: Arc<House>, address: SocketAddr) -> io::Result<Listening> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().thread_name("server").build()?;
    let listener = runtime.block_on(TcpListener::bind(address))?;
    let address = listener.local_addr()?;
    let (stop, stopped) = watch::channel(false);
    runtime.spawn(let_time_pass(Arc::clone(&house), stopped.clone()));
    let done = runtime.spawn(accept(house, listener, stopped));
    Ok(Listening { address, runtime, stop, done })
}

impl Listening {
    /// Serves until the process is told to stop (SIGTERM, SIGINT), then lets requests under way finish.
    ///
    /// # Errors
    /// If signals cannot be listened for.
    pub fn until_told_to_stop(self) -> io::Result<()> {
        self.runtime.block_on(async {
            let mut term = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
            tokio::select! {
                _ = term.recv() => Ok(()),
                interrupted = tokio::signal::ctrl_c() => interrupted,
            }
        })?;
        self.stop();
        Ok(())
    }

    /// Takes no more connections and lets requests under way finish.
    pub fn stop(self) {
        let _ = self.stop.send(true);
        let _ = self.runtime.block_on(self.done);
        self.runtime.shutdown_timeout(STOP_PATIENCE);
    }
}

/// Every second, cases whose moment has come are looked at, and their pages told.
async fn let_time_pass(house: Arc<House>, mut stopped: watch::Receiver<bool>) {
    let mut seconds = tokio::time::interval(Duration::from_secs(1));
    seconds.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = seconds.tick() => {}
            () = until(&mut stopped) => return,
        }
        house.shared.sweep(house.now());
        house.uploads.sweep(house.now()).iter().for_each(|case| house.hub.tell(case.as_str()));
        let ticking = Arc::clone(&house);
        let ticked = tokio::task::spawn_blocking(move || ticking.desk.tick_due(ticking.now())).await;
        match ticked {
            Ok(Ok(ticked)) => {
                house.uploads.running(house.now()).iter().for_each(|case| house.hub.tell(case.as_str()));
                ticked.changed.iter().for_each(|case| house.hub.tell(case.as_str()));
                for (case, error) in &ticked.failed {
                    (house.config.complain)(&format!("{case}: {error}"));
                }
            }
            Ok(Err(error)) => (house.config.complain)(&error.to_string()),
            Err(error) => (house.config.complain)(&error.to_string()),
        }
    }
}

async fn accept(house: Arc<House>, listener: TcpListener, mut stopped: watch::Receiver<bool>) {
    let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    let router = router(house);
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = until(&mut stopped) => return,
        };
        // A connection that broke while it was made, or too many open files: the next one may do better.
        let Ok((stream, from)) = accepted else {
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let (router, stopped) = (router.clone(), stopped.clone());
        tokio::spawn(async move {
            serve(stream, from, router, stopped).await;
            drop(place);
        });
    }
}

async fn serve(
    stream: TcpStream,
    from: SocketAddr,
    router: axum::Router,
    mut stopped: watch::Receiver<bool>,
) {
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(from));
        router.clone().call(request.map(Body::new))
    });
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_PATIENCE)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = std::pin::pin!(connection);
    let told_to_stop = tokio::select! {
        _ = connection.as_mut() => false,
        () = until(&mut stopped) => true,
    };
    if told_to_stop {
        connection.as_mut().graceful_shutdown();
        let _ = connection.await;
    }
}

/// Waits until the process was told to stop.
async fn until(stopped: &mut watch::Receiver<bool>) {
    // The sender gone means the same as its word.
    let _ = stopped.wait_for(|stopped| *stopped).await.map(|_| ());
}
